import { SEVERITIES } from '@kube-dc/networking/rules/finding'
import { count } from '@kube-dc/networking/words'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { StateGlyph } from '../../../parts/StateGlyph.tsx'
import { FINDING_STATES } from '../../networking/finding-states.ts'
import styles from './Gateway.module.css'
import { useGateways } from './use-gateways.ts'

/** How much was found at the shared Gateway, and the way there; nothing where nothing was. */
export function GatewayNote() {
  const { gateways } = useGateways()
  const findings = gateways?.flatMap((gateway) => gateway.findings) ?? []
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity))
  if (worst === undefined) return null
  return (
    <p role="status" className={styles.note}>
      <StateGlyph state={FINDING_STATES[worst]} />
      <span>
        <Link to={paths.adminGateway()}>{count(findings.length, 'finding', 'findings')} at the Gateway</Link>,
        which are told there.
      </span>
    </p>
  )
}
