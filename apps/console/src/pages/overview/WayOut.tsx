import type { ProjectNetworkView } from '@kube-dc/networking/joins/views'
import { DEFAULT_GATEWAY_NAME } from '@kube-dc/networking/model/external-ip'
import type { Path } from '@kube-dc/networking/paths/path'
import { Card } from '../../parts/Card.tsx'
import { TypeChip } from '../../parts/Chip.tsx'
import { FactLine, ShortFact } from '../../parts/KeyValue.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { Text } from '../../parts/Text.tsx'
import { PathCard } from '../../parts/traffic-path/PathCard.tsx'
import { Term } from '../learn/Term.tsx'
import { linkedPath } from '../networking/linked-path.ts'
import { ListLink } from '../networking/ListLink.tsx'
import { useProject } from '../project/project-context.ts'
import { NETWORK_MEANINGS } from './network-words.ts'
import styles from './OverviewPage.module.css'
import { useNetworkType } from './use-network-type.ts'

interface WayOutProps {
  view: ProjectNetworkView
  /** `undefined` until the External IPs have been answered. */
  path: Path | undefined
}

/** How everything in the Project reaches out, and the network that it leaves. */
export function WayOut({ view, path }: WayOutProps) {
  const { params } = useProject()
  const title = 'The way out'
  const sub = 'Every workload without a floating IP leaves like this'
  const foot = <Facts view={view} />
  if (!path) {
    return (
      <Card title={title} sub={sub} foot={foot}>
        <div className={styles.pathHeld}>
          <SkeletonRows columns={['2fr', '2fr', '2fr', '2fr', '1fr']} rows={2} />
        </div>
      </Card>
    )
  }
  return <PathCard title={title} sub={sub} foot={foot} {...linkedPath(path, params)} />
}

function Facts({ view }: { view: ProjectNetworkView }) {
  const { project: listed } = useProject()
  const { project, defaultGateway } = view
  const type = useNetworkType(view)
  return (
    <div className={styles.facts}>
      <FactLine>
        <ShortFact label={<Term id="network-type">Type</Term>}>
          <TypeChip type={type} />
        </ShortFact>
        <ShortFact label={<Term id="subnet">Subnet</Term>}>
          <Told value={project?.cidr ?? listed.cidr} />
        </ShortFact>
        <ShortFact label={<Term id="router">Gateway</Term>}>
          <Told value={project?.gatewayAddress} />
        </ShortFact>
        <ShortFact label={<Term id="default-external-ip">Default External IP</Term>}>
          {defaultGateway.state === 'found' ? (
            <>
              <ListLink kind="external-ips" name={DEFAULT_GATEWAY_NAME} />{' '}
              <Text mono>{defaultGateway.object.address ?? 'no address'}</Text>
            </>
          ) : (
            <Text tone="2">{GATEWAY_WORDS[defaultGateway.state]}</Text>
          )}
        </ShortFact>
      </FactLine>
      <p className={styles.meaning}>
        {NETWORK_MEANINGS[type]} The VPC with its router and Subnet is {view.name}’s alone. The platform runs
        it and only its operators see its objects; shown is what the Project and its External IPs tell.
      </p>
    </div>
  )
}

const GATEWAY_WORDS = {
  absent: 'does not exist',
  unreadable: 'cannot be read',
  hidden: 'not known',
} as const

/** The Project tells it to those who may list Projects, and not every Project names its gateway. */
function Told({ value }: { value: string | undefined }) {
  return value === undefined ? <Text tone="2">not told</Text> : <Text mono>{value}</Text>
}
