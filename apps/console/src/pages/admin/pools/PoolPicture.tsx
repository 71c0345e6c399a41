import { formatAddress, parseAddress } from '@kube-dc/networking/pools/address-text'
import { holdersWords } from '@kube-dc/networking/pools/holder-words'
import type { PoolBlock } from '@kube-dc/networking/pools/pool'
import { useLocation, useNavigate, useParams, useSearchParams } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { PoolGrid } from '../../../parts/pool-grid/PoolGrid.tsx'
import { PoolLegend } from '../../../parts/pool-grid/PoolLegend.tsx'
import { useStable } from '../../../parts/use-stable.ts'
import { cellWords } from './allocations.ts'
import type { PoolHere } from './pool-context.ts'
import styles from './Pools.module.css'

/** Every address of a pool as a picture: what it is, and who holds it. Where it is zoomed to is in the URL. */
export function PoolPicture({ here }: { here: PoolHere }) {
  return (
    <div className={styles.pool}>
      {here.pool.blocks.map((block) => (
        <Block key={block.cidr} here={here} block={block} />
      ))}
      <PoolLegend />
    </div>
  )
}

function Block({ here: { pool, view, find }, block }: { here: PoolHere; block: PoolBlock }) {
  const { address } = useParams()
  const { search } = useLocation()
  const [query, setQuery] = useSearchParams()
  const navigate = useNavigate()
  const { family } = block
  const selected = address === undefined ? undefined : parseAddress(address)
  const zoom = query.get('zoom') ?? undefined
  const describe = useStable((of: bigint) => {
    const cell = find({ family, value: of })
    const holders = cell ? holdersWords(cell) : ''
    const words = `${formatAddress(family, of)}, ${cell ? cellWords(cell) : 'not of this pool'}`
    return holders === '' ? words : `${words}, held by ${holders}`
  })
  return (
    <PoolGrid
      block={block}
      held={view.held}
      zoom={zoom}
      onZoom={(cidr) => {
        setQuery(withZoom(query, cidr), { replace: true, preventScrollReset: true })
      }}
      selected={selected?.family === family ? selected.value : undefined}
      onSelect={(of) => {
        void navigate(`${paths.adminAddress(pool.name, formatAddress(family, of))}${search}`, {
          preventScrollReset: true,
        })
      }}
      describe={describe}
    />
  )
}

function withZoom(query: URLSearchParams, cidr: string | undefined): URLSearchParams {
  const next = new URLSearchParams(query)
  if (cidr === undefined) next.delete('zoom')
  else next.set('zoom', cidr)
  return next
}
