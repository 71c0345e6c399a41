import type { Live } from '@kube-dc/api/channel'
import { judgedGateways } from '@kube-dc/networking/gateway/gateway-findings'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Informers } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import { countFindings, type FindingCount } from '../util/count-findings.ts'

/** What is counted of one Gateway for whoever runs the server. */
export interface GatewayFigures {
  readonly namespace: string
  readonly gateway: string
  readonly findings: readonly FindingCount[]
}

/** What findings of a Gateway rest on; before all of it has come, nothing is concluded. */
const SOURCES = ['gateways', 'http-routes', 'tls-routes', 'certificates'] as const

/**
 * Judges every Gateway with the routes of all Projects, as its page does.
 *
 * @param now milliseconds since 1970.
 */
export function gatewayFigures(informers: Informers, now: number): readonly GatewayFigures[] {
  if (!SOURCES.every((kind) => informers[kind].isSynced)) return []
  const objects = (kind: KindName): Live<KindName>[] =>
    [...informers[kind].store.entries({ namespace: EVERY_NAMESPACE })].map(({ object }) => object)
  const judged = judgedGateways({
    now,
    gateways: objects('gateways').flatMap((one) => (one.kind === 'Gateway' ? [one] : [])),
    routes: [...objects('http-routes'), ...objects('tls-routes')].flatMap((one) =>
      one.kind === 'HttpRoute' || one.kind === 'TlsRoute' ? [one] : [],
    ),
    certificates: objects('certificates').flatMap((one) => (one.kind === 'Certificate' ? [one] : [])),
    // Names of Projects are for words, and words are not counted.
    tenantOf: (namespace) => ({ namespace }),
  })
  return judged.map(({ gateway: { meta }, findings }) => ({
    namespace: meta.namespace ?? '',
    gateway: meta.name,
    findings: countFindings(findings),
  }))
}
