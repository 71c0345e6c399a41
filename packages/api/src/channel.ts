import {
  isKindName,
  isReportName,
  KIND_NAMES,
  REPORT_NAMES,
  type KindName,
  type ReportName,
} from '@kube-dc/networking/model/kind-names'
import type { Kinds } from '@kube-dc/networking/model/kinds'
import type { Reports } from '@kube-dc/networking/pools/report'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { z } from 'zod'

/** What a channel can carry: a kind of the cluster, or a report that the server makes of the provider's kinds. */
export const CHANNEL_KINDS = [...KIND_NAMES, ...REPORT_NAMES] as const

export type ChannelKind = KindName | ReportName

/** Type of the objects of each. */
export interface ChannelObjects extends Kinds, Reports {}

/**
 * A channel carries one kind in one namespace: the unit of permission, serialisation and resume.
 * With `name` it carries that one object only (a singleton such as one's Organization); with the namespace `*` it is
 * the cluster-wide collection, for people who may list that. Reports are of the whole cluster (`pools/*`), or of one pool,
 * whose name then stands for the namespace (`pool-addresses/ext-public`).
 */
export interface ChannelAddress {
  readonly kind: ChannelKind
  readonly namespace: string
  readonly name?: string
}

/** `kind/namespace` or `kind/namespace/name`; the key in messages, stores and logs. */
export type ChannelKey = string

export function channelKey({ kind, namespace, name }: ChannelAddress): ChannelKey {
  return name === undefined ? `${kind}/${namespace}` : `${kind}/${namespace}/${name}`
}

// RFC 1123 label: the only names namespaces can have; objects add dots.
const NAMESPACE = /^(\*|[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)$/
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/

/** The address that a key names, or undefined when it names none. */
export function parseChannelKey(key: ChannelKey): ChannelAddress | undefined {
  const [kind = '', namespace = '', name, ...rest] = key.split('/')
  if (rest.length > 0) return undefined
  // Reports are followed as collections.
  if (isReportName(kind)) {
    return name === undefined && (namespace === '*' || NAME.test(namespace)) ? { kind, namespace } : undefined
  }
  if (!isKindName(kind) || !NAMESPACE.test(namespace)) return undefined
  if (name === undefined) return { kind, namespace }
  return NAME.test(name) && namespace !== '*' ? { kind, namespace, name } : undefined
}

/** An object of the cluster as it travels: parsed, or visible as unreadable. */
export type Live<K extends KindName> = Kinds[K] | Unreadable

/** The same for whatever a channel carries. */
export type Followed<K extends ChannelKind> = ChannelObjects[K] | Unreadable

/**
 * Position in a channel: `<instance>:<sequence>`. The instance is one run of one BFF process; a sequence means
 * something within it only. Also the ETag of snapshots.
 */
export const position = z.string().regex(/^[A-Za-z0-9_-]+:\d+$/)

/**
 * Whether the BFF's own view of the cluster is current, and since when (RFC 3339). `stale`: the watch behind it is broken.
 * `not-installed`: the cluster does not serve this kind, so there is nothing of it; it is looked for again.
 */
export const upstream = z.object({ state: z.enum(['live', 'stale', 'not-installed']), since: z.string() })

export type Upstream = z.infer<typeof upstream>

/** Answer of `GET /api/channels/…`: all objects at one position. */
export interface Snapshot<K extends ChannelKind = ChannelKind> {
  readonly position: string
  readonly upstream: Upstream
  readonly objects: readonly Followed<K>[]
}

/**
 * Objects were parsed from the cluster by the server with the same model; the browser checks the frame and trusts the
 * objects' shape, as parsing 10,000 of them twice would cost more than everything else on the page.
 */
const liveObject = z.custom<Followed<ChannelKind>>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value && 'meta' in value,
)

export const snapshot = z.object({ position, upstream, objects: z.array(liveObject) })

const key = z.string().max(512)

/** What a tab sends over its one WebSocket (`/api/live`). */
export const clientMessage = z.discriminatedUnion('type', [
  /** Follow a channel from a snapshot's position. */
  z.strictObject({ type: z.literal('subscribe'), channel: key, since: position }),
  z.strictObject({ type: z.literal('unsubscribe'), channel: key }),
  z.strictObject({ type: z.literal('beat') }),
])

export type ClientMessage = z.infer<typeof clientMessage>

/** Why a channel ended for this person. `gone`: the namespace or object no longer exists. */
export const END_REASONS = ['forbidden', 'gone', 'signed-out'] as const

export const serverMessage = z.discriminatedUnion('type', [
  /** First message. A tab that hears nothing for three heartbeats takes the connection for dead. */
  z.object({ type: z.literal('hello'), instance: z.string(), heartbeatSeconds: z.number() }),
  z.object({ type: z.literal('beat') }),
  /** The subscription stands; changes after `since` follow. */
  z.object({ type: z.literal('subscribed'), channel: key, upstream }),
  /** Unknown instance, or a gap: fetch the snapshot again, then subscribe from it. */
  z.object({ type: z.literal('resync'), channel: key }),
  /** Everything that changed up to `position`, coalesced; `removed` are uids. Apply in one go. */
  z.object({
    type: z.literal('changes'),
    channel: key,
    position,
    changed: z.array(liveObject),
    removed: z.array(z.string()),
  }),
  z.object({ type: z.literal('upstream'), channel: key, upstream }),
  /** The person may no longer (or not) follow it: clear what is shown of it. */
  z.object({ type: z.literal('ended'), channel: key, reason: z.enum(END_REASONS), message: z.string() }),
])

export type ServerMessage = z.infer<typeof serverMessage>

/** WebSocket close codes of `/api/live` beyond the standard ones. */
export const CLOSE = {
  /** The session has ended; sign in again. */
  signedOut: 4401,
  /** The client did not read fast enough and was dropped; reconnect and resync. */
  tooSlow: 4408,
  /** A message did not parse. */
  badMessage: 4400,
} as const
