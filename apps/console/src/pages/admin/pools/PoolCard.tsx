import type { PoolReport } from '@kube-dc/networking/pools/report'
import { Card } from '../../../parts/Card.tsx'
import { TypeChip } from '../../../parts/Chip.tsx'
import { FactLine, ShortFact } from '../../../parts/KeyValue.tsx'
import { SkeletonRows } from '../../../parts/SkeletonRows.tsx'
import { Text } from '../../../parts/Text.tsx'
import { FreeCount, UtilizationBar, UtilizationFigures } from '../../../parts/UtilizationBar.tsx'
import { GrowthLine } from './GrowthLine.tsx'
import type { PoolHere } from './pool-context.ts'
import { PoolPicture } from './PoolPicture.tsx'
import styles from './Pools.module.css'
import { poolRow } from './rows.ts'

interface PoolCardProps {
  report: PoolReport
  /** Undefined while its blocks cannot be read. */
  here: PoolHere | undefined
}

/** What a pool is and how much of it is left. */
export function PoolCard({ report, here }: PoolCardProps) {
  const { subnet, vlan, growth } = report
  const { figures } = poolRow(report)
  return (
    <Card
      title="Addresses"
      sub={<TypeChip type={subnet.networkType} />}
      action={<FreeCount of={figures} />}
      foot={
        <FactLine>
          <ShortFact label="CIDR">
            <Text mono>{subnet.cidr}</Text>
          </ShortFact>
          <ShortFact label="VLAN">{vlan?.id ?? subnet.vlan}</ShortFact>
          <ShortFact label="Gateway">
            <Text mono>{subnet.gateway ?? 'none'}</Text>
          </ShortFact>
          <ShortFact label="MTU">{subnet.mtu ?? 'not set'}</ShortFact>
        </FactLine>
      }
    >
      <div className={styles.pool}>
        <UtilizationBar of={figures} />
        <div className={styles.facts}>
          <UtilizationFigures of={figures} />
          <GrowthLine growth={growth} />
        </div>
        {here && (here.arrived ? <PoolPicture here={here} /> : <SkeletonRows columns={['1fr']} rows={4} />)}
      </div>
    </Card>
  )
}
