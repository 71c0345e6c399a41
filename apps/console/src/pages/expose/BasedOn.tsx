import type { AdviceFacts } from '@kube-dc/networking/methods/facts'
import { quotaSentence } from '@kube-dc/networking/quota'
import { list } from '@kube-dc/networking/words'
import { Card } from '../../parts/Card.tsx'
import { useNow } from '../../parts/clock.ts'
import { Fact, KeyValue } from '../../parts/KeyValue.tsx'
import { Term } from '../learn/Term.tsx'

/** What the advice rests on; it changes as the facts do. */
export function BasedOn({ facts }: { facts: AdviceFacts }) {
  const { target, quota, loadBalancers, networkTypes, denied, idle, shareable, waiting } = facts
  const now = useNow((time) => Math.floor(time / 60_000)) * 60_000
  const cannot = [denied.services, denied.floatingIps, denied.externalIps].filter(
    (reason) => reason !== undefined,
  )
  return (
    <Card title="What this is based on" sub="Facts change while you read; so does the advice">
      <KeyValue>
        <Fact label={<Term id="target">Target</Term>}>
          {target
            ? `${target.ref.name}, ${target.ready > 0 ? 'runs' : 'does not run now'}`
            : 'not chosen yet'}
        </Fact>
        {target && (
          <Fact label="Already exposed">
            {target.reached.length > 0
              ? list(target.reached.map(({ where, name }) => where ?? `${name}, no address yet`))
              : 'no'}
          </Fact>
        )}
        <Fact label="Your role">{cannot.length > 0 ? cannot.join(' ') : 'may create all four'}</Fact>
        <Fact label={<Term id="plan">Public IPv4</Term>}>{quotaSentence(quota, now, waiting)}</Fact>
        {loadBalancers?.used !== undefined && (
          <Fact label="Load balancers">
            {loadBalancers.used} of {loadBalancers.hard}
          </Fact>
        )}
        <Fact label="Free External IPs">
          {[...idle.public, ...idle.cloud].length > 0 ? list([...idle.public, ...idle.cloud]) : 'none'}
        </Fact>
        <Fact label="Addresses to share">
          {shareable.length > 0 ? list(shareable.map(({ name }) => name)) : 'none'}
        </Fact>
        <Fact label={<Term id="network-type">Network types here</Term>}>{list(networkTypes)}</Fact>
      </KeyValue>
    </Card>
  )
}
