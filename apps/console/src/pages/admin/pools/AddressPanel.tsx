import { parseAddress } from '@kube-dc/networking/pools/address-text'
import type { Cell } from '@kube-dc/networking/pools/cell'
import { CELL_WORDS } from '@kube-dc/networking/pools/grid-words'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import type { Finding } from '@kube-dc/networking/rules/finding'
import { Network } from 'lucide-react'
import { useLocation, useNavigate, useParams } from 'react-router'
import { paths, withListState } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { CopyButton } from '../../../parts/CopyButton.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { PoolFinding } from '../PoolFinding.tsx'
import { HolderFacts } from './HolderFacts.tsx'
import { usePoolHere } from './pool-context.ts'

/** One address in a panel over its pool: what it is, who holds it, and what does not add up about it. */
export function Component() {
  const { address: text = '' } = useParams()
  const { pool, view, report } = usePoolHere()
  const { search } = useLocation()
  const navigate = useNavigate()
  const cell = cellOf(text, view.held)
  const state = cell ? undefined : unheldWords(text, pool.blocks)
  return (
    <Panel
      kind={`Address in ${pool.name}`}
      icon={<Network size={16} strokeWidth={1.5} />}
      title={text}
      mono
      actions={<CopyButton text={text} what={`address ${text}`} size={32} />}
      onClose={() => void navigate(withListState(paths.adminPool(pool.name), search))}
    >
      {cell ? (
        <Held cell={cell} findings={report.findings} />
      ) : (
        <Section>
          <p role="status">{state}</p>
        </Section>
      )}
    </Panel>
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

function cellOf(text: string, held: readonly Cell<AddressReport>[]): Cell<AddressReport> | undefined {
  const address = parseAddress(text)
  return held.find(({ family, address: own }) => family === address?.family && own === address.value)
}

type Blocks = ReturnType<typeof usePoolHere>['pool']['blocks']

/** Why nobody holds an address, or that it is none of the pool's. */
function unheldWords(text: string, blocks: Blocks): string {
  const address = parseAddress(text)
  if (!address) return `“${text}” is no address.`
  const block = blocks.find(({ family, hosts }) => family === address.family && hosts.has(address.value))
  if (!block) return `${text} is no host address of this pool.`
  if (block.gateway === address.value) {
    return `${text} is the ${CELL_WORDS.gateway} of the pool, and is never given out.`
  }
  return block.excluded.has(address.value)
    ? `${text} is ${CELL_WORDS.excluded}: nobody holds it, and it is not given out.`
    : `${text} is ${CELL_WORDS.free}: whoever asks next may get it.`
}
