import type { JudgedGateway } from '@kube-dc/networking/gateway/gateway-findings'
import { gatewayState } from '@kube-dc/networking/gateway/gateway-state'
import { list } from '@kube-dc/networking/words'
import { Card } from '../../../parts/Card.tsx'
import { FactLine, ShortFact } from '../../../parts/KeyValue.tsx'
import { StateLine } from '../../../parts/StateLine.tsx'
import { Text } from '../../../parts/Text.tsx'
import { Conditions } from '../../networking/Conditions.tsx'
import styles from './Gateway.module.css'

/** What a Gateway is and how it is, with what its controller says of it. */
export function GatewayCard({ judged }: { judged: JudgedGateway }) {
  const { gateway, listeners, routes } = judged
  const { state, reason } = gatewayState(judged)
  return (
    <Card
      title={gateway.meta.name}
      sub={gateway.meta.namespace}
      foot={
        <FactLine>
          <ShortFact label="Addresses">
            <Text mono>{gateway.addresses.length > 0 ? list(gateway.addresses) : 'none reported'}</Text>
          </ShortFact>
          <ShortFact label="Class">{gateway.className || 'none'}</ShortFact>
          <ShortFact label="Listeners">{listeners.length.toLocaleString('en')}</ShortFact>
          <ShortFact label="Routes">{routes.length.toLocaleString('en')}</ShortFact>
        </FactLine>
      }
    >
      <div className={styles.body}>
        <StateLine state={state}>{reason}</StateLine>
        {gateway.conditions.length > 0 && (
          <details>
            <summary>What its controller says</summary>
            <Conditions conditions={gateway.conditions} />
          </details>
        )}
      </div>
    </Card>
  )
}
