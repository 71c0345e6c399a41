import { growthWords } from '@kube-dc/networking/pools/growth-words'
import type { PoolReport } from '@kube-dc/networking/pools/report'
import type { Sample } from '@kube-dc/networking/pools/trend'
import { fewOf, fillingOf, forecastOf, isDrawable } from '@kube-dc/networking/pools/use-forecast'
import { Card } from '../../../parts/Card.tsx'
import { useNow } from '../../../parts/clock.ts'
import { SmallTable, type SmallColumn } from '../../../parts/SmallTable.tsx'
import { Text } from '../../../parts/Text.tsx'
import { exactTime } from '../../../parts/time.ts'
import { UseChart } from '../../../parts/UseChart.tsx'
import { chartWords, sinceWords } from './history-words.ts'
import styles from './Pools.module.css'

/** A picture of weeks moves by the quarter of an hour at most. */
const KEEP_MS = 15 * 60_000

/** How a pool filled up, and where that leads. */
export function PoolUse({ report: { growth, censuses } }: { report: PoolReport }) {
  const now = useNow((moment) => Math.ceil(moment / KEEP_MS) * KEEP_MS)
  const { samples, trend } = growth
  const [first] = samples
  const filling = fillingOf(censuses)
  const forecast = forecastOf(trend, filling, now)
  const since = first && sinceWords(first.at, growth, now)
  if (!isDrawable(samples)) {
    return (
      <Card title="Use over time" sub={since}>
        <Text as="p" size="s" tone="2">
          There is too little to draw yet: use is noted every 10 minutes, and a picture needs an hour of it.
        </Text>
      </Card>
    )
  }
  return (
    <Card title="Use over time" sub={since}>
      <div className={styles.pool}>
        <UseChart
          samples={samples}
          filling={filling}
          forecast={forecast}
          now={now}
          words={`${chartWords(samples, filling, now)} ${growthWords(growth, now).words}.`}
        />
        <details>
          <summary>Figures</summary>
          <SmallTable label="Use over time" columns={COLUMNS} rows={fewOf(samples)} rowId={idOf} />
        </details>
      </div>
    </Card>
  )
}

const COLUMNS: readonly SmallColumn<Sample>[] = [
  { id: 'at', header: 'Time', cell: ({ at }) => exactTime(at) },
  { id: 'used', header: 'In use', align: 'end', cell: ({ used }) => used.toLocaleString('en') },
]

function idOf({ at }: Sample): string {
  return String(at)
}
