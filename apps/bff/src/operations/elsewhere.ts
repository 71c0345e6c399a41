import type { Intent } from '@kube-dc/networking/intents/intent'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { Caller } from '../cluster/caller.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import type { SeenNetworkOptions } from './seen-network.ts'

/** Namespaces that one request has reviewed: a hostname that more Projects claim is no better known for it. */
const MOST_REVIEWED = 8

/**
 * Where an own hostname is in use in other Projects (kube-dc.md §13, 16), of those whose Services the same person may list;
 * of all others nothing is told, not even that there is one.
 *
 * @throws as `AccessReviews.allowed` does.
 */
export async function hostnameElsewhere(
  { informers, access }: Pick<SeenNetworkOptions, 'informers' | 'access'>,
  caller: Caller,
  namespace: string,
  intent: Intent,
): Promise<NonNullable<JudgementFacts['elsewhere']>> {
  if (!('hostname' in intent) || intent.hostname === undefined) return []
  const { hostname } = intent
  const claimed = new Set<string>()
  for (const { object } of informers.services.store.entries({ namespace: EVERY_NAMESPACE })) {
    if (object.kind !== 'Service' || object.asks.exposeRoute === undefined) continue
    const { namespace: where = '' } = object.meta
    if (object.asks.routeHostname === hostname && where !== namespace) claimed.add(where)
  }
  const told = await Promise.all(
    [...claimed].slice(0, MOST_REVIEWED).map(async (where) => {
      const isSeen = await access.allowed(caller, { verb: 'list', kind: 'services', namespace: where })
      return isSeen ? [{ project: projectOf({ informers }, where), hostname }] : []
    }),
  )
  return told.flat()
}

function projectOf({ informers }: Pick<SeenNetworkOptions, 'informers'>, namespace: string): string {
  for (const { object } of informers.projects.store.entries({ namespace: EVERY_NAMESPACE })) {
    if (object.kind === 'Project' && object.backingNamespace === namespace) {
      return `${object.meta.namespace ?? ''} / ${object.meta.name}`
    }
  }
  return namespace
}
