import { Scale } from 'lucide-react'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import { paths, withListState } from '../../../app/paths.ts'
import { Section } from '../../../parts/Card.tsx'
import { Fact, KeyValue } from '../../../parts/KeyValue.tsx'
import { Panel } from '../../../parts/Panel.tsx'
import { Text } from '../../../parts/Text.tsx'
import { PoolFinding } from '../PoolFinding.tsx'
import { usePools } from '../use-pools.ts'
import { differenceRows, type DifferenceRow } from './rows.ts'

/** One difference in a panel over the list. */
export function Component() {
  const { finding: id = '' } = useParams()
  const { reports } = usePools()
  const { search } = useLocation()
  const navigate = useNavigate()
  const row = reports && differenceRows(reports).find((one) => one.id === id)
  return (
    <Panel
      kind="Difference"
      icon={<Scale size={16} strokeWidth={1.5} />}
      title={row?.finding.short ?? 'Settled'}
      onClose={() => void navigate(withListState(paths.adminReconciliation(), search))}
    >
      {row ? (
        <Told row={row} />
      ) : (
        <Section>
          <p role="status">The objects agree about this now, or it is told in other words.</p>
        </Section>
      )}
    </Panel>
  )
}

function Told({ row: { finding, pool, address, label } }: { row: DifferenceRow }) {
  return (
    <>
      <Section>
        <PoolFinding finding={finding} tinted />
      </Section>
      <Section title="Where it is">
        <KeyValue>
          <Fact label="Kind">{label}</Fact>
          <Fact label="Pool">
            <Link to={paths.adminPool(pool)}>{pool}</Link>
          </Fact>
          {address !== undefined && (
            <Fact label="Address">
              <Link to={paths.adminAddress(pool, address)}>
                <Text mono>{address}</Text>
              </Link>
            </Fact>
          )}
        </KeyValue>
      </Section>
    </>
  )
}
