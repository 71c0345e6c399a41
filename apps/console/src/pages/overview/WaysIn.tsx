import { useMemo } from 'react'
import { Card } from '../../parts/Card.tsx'
import { SmallTable, type SmallColumn } from '../../parts/SmallTable.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { ListLink } from '../networking/ListLink.tsx'
import { useViews } from '../networking/network-context.ts'
import styles from './OverviewPage.module.css'
import type { ListHere } from './use-lists.ts'
import { waysIn, type WayIn } from './ways-in.ts'

/** The lists have the rest. */
const SHOWN = 8

const COLUMNS: readonly SmallColumn<WayIn>[] = [
  {
    id: 'at',
    header: 'Address',
    cell: ({ at, ports, isHostname }) => (
      <span className={styles.wayIn}>
        <Text mono={!isHostname}>{at}</Text>
        {ports !== undefined && <Text tone="2">{ports}</Text>}
      </span>
    ),
  },
  { id: 'name', header: 'Leads to', cell: ({ kind, name }) => <ListLink kind={kind} name={name} /> },
  {
    id: 'state',
    header: 'State',
    align: 'end',
    cell: ({ state: { state, notice } }) => <StateGlyph state={notice ? 'waiting' : state} named />,
  },
]

/** Where the Internet can come in, each with how it does; nothing where nothing is exposed. */
export function WaysIn({ lists }: { lists: readonly ListHere[] }) {
  const exposures = useViews('exposures')
  const ways = useMemo(() => waysIn(exposures, lists), [exposures, lists])
  if (ways.length === 0) return null
  const rest = ways.length - SHOWN
  return (
    <Card
      title="Ways in from the Internet"
      flush
      {...(rest > 0 && {
        foot: <Text tone="2">{`${rest.toLocaleString('en')} more are in the lists of each kind.`}</Text>,
      })}
    >
      <SmallTable
        label="Ways in from the Internet"
        columns={COLUMNS}
        rows={ways.slice(0, SHOWN)}
        rowId={({ id }) => id}
        look="plain"
      />
    </Card>
  )
}
