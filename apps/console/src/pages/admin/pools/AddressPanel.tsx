import { parseAddress } from '@kube-dc/networking/pools/address-text'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import type { Finding } from '@kube-dc/networking/rules/finding'
import { Network } from 'lucide-react'
import { Outlet, useLocation, useNavigate, useParams } from 'react-router'
import { paths, withListState } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { CopyButton } from '../../../parts/CopyButton.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { PoolFinding } from '../PoolFinding.tsx'
import { AddressActions } from './AddressActions.tsx'
import { AddressHistory } from './AddressHistory.tsx'
import { HolderFacts } from './HolderFacts.tsx'
import { usePoolHere } from './pool-context.ts'

/** One address in a panel over its pool: what it is, who holds it, and what does not add up about it. */
export function Component() {
  const { address: text = '' } = useParams()
  const { pool, arrived } = usePoolHere()
  const { search } = useLocation()
  const navigate = useNavigate()
  return (
    <Panel
      kind={`Address in ${pool.name}`}
      icon={<Network size={16} strokeWidth={1.5} />}
      title={text}
      mono
      actions={<CopyButton text={text} what={`address ${text}`} size={32} />}
      onClose={() => void navigate(withListState(paths.adminPool(pool.name), search))}
    >
      {/* Before the holders are here, an address that somebody holds would be told to be free. */}
      {arrived ? <Address text={text} /> : <SkeletonRows columns={['1fr']} rows={4} />}
      <Outlet />
    </Panel>
  )
}

function Address({ text }: { text: string }) {
  const { pool, find, report } = usePoolHere()
  const address = parseAddress(text)
  const cell = address && find(address)
  return (
    <>
      {cell && cell.holders.length > 0 ? (
        <Held cell={cell} findings={report.findings} />
      ) : (
        <Section>
          <p role="status">{address ? unheldWords(cell, text) : `“${text}” is no address.`}</p>
        </Section>
      )}
      {cell && <AddressHistory pool={pool.name} address={cell.text} holders={cell.holders} />}
      {cell && <AddressActions cell={cell} />}
    </>
  )
}

function Held({ cell, findings }: { cell: Cell<AddressReport>; findings: readonly Finding[] }) {
  const names = new Set(cell.holders.map(({ meta }) => meta.name))
  const own = findings.filter(({ evidence }) => evidence.some(({ object }) => names.has(object.name)))
  return (
    <>
      {own.length > 0 && (
        <Section>
          {own.map((finding, index) => (
            <PoolFinding key={`${finding.rule} ${finding.title}`} finding={finding} tinted={index === 0} />
          ))}
        </Section>
      )}
      {cell.holders.map((holder) => (
        <HolderFacts key={holder.meta.uid} cell={cell} holder={holder} />
      ))}
    </>
  )
}

/** Why nobody holds an address, or that it is none of the pool's. */
function unheldWords(cell: Cell<AddressReport> | undefined, text: string): string {
  switch (cell?.state) {
    case undefined:
      return `${text} is no host address of this pool.`
    case 'gateway':
      return `${text} is the gateway of the pool, and is never given out.`
    case 'excluded':
      return `${text} is excluded: nobody holds it, and it is not given out.`
    default:
      return `${text} is free: whoever asks next may get it.`
  }
}
