/**
 * State of a station as far as it is proven. `partly`: some of its members are ready, so traffic passes; `hidden`: the
 * viewer may not see it; `unknown`: nothing that can be seen tells; `end`: the world outside, or where a path begins.
 */
export type PathState = 'ok' | 'partly' | 'waiting' | 'broken' | 'unknown' | 'hidden' | 'end'

/** What a station or member is, for a link to it. */
export interface PathRef {
  readonly view: 'external-ips' | 'floating-ips' | 'load-balancers' | 'gateway-routes'
  readonly name: string
}

/** One of several things that stand side by side at a station. */
export interface PathMember {
  readonly state: PathState
  readonly name: string
  readonly detail?: string
  readonly reason?: string
}

export interface PathHop {
  readonly state: PathState
  /** What stands there: "External IP". */
  readonly kind: string
  /** Absent where the members are the name, and at hops that the viewer may not see. */
  readonly name?: string
  readonly ref?: PathRef
  /** What can be copied: an address, ports. */
  readonly detail?: string
  /** Why it is not ok, who runs it, what would tell. */
  readonly reason?: string
  readonly members?: readonly PathMember[]
  /** No tenant sees it, so its being hidden is nobody's lack of rights and takes nothing from what is proven. */
  readonly platform?: true
}

/** `passes`: proven; `waits`: it will when the wait ends; `stops`: it does not, or nobody can know. */
export interface PathConnector {
  readonly state: 'passes' | 'waits' | 'stops'
  /** Where an address or a port changes: "to 4317", "as 100.72.0.23". */
  readonly label?: string
}

/** The way of a connection in the order of travel; the same data for picture and text. */
export interface Path {
  readonly hops: readonly PathHop[]
  /** Between the hops, so one less than they are. */
  readonly connectors: readonly PathConnector[]
}

/** A path from its hops, each with what its connector to the next says. */
export function path(...stations: readonly (readonly [hop: PathHop, label?: string | undefined])[]): Path {
  const hops = stations.map(([hop]) => hop)
  const connectors = stations.slice(0, -1).map(([hop, label], index): PathConnector => {
    const next = hops[index + 1]
    return { state: between(hop.state, next?.state ?? 'unknown'), ...(label !== undefined && { label }) }
  })
  return { hops, connectors }
}

const CARRIES: ReadonlySet<PathState> = new Set(['ok', 'partly', 'end'])

function between(before: PathState, after: PathState): PathConnector['state'] {
  if (CARRIES.has(before) && CARRIES.has(after)) return 'passes'
  const waits = [before, after].every((state) => CARRIES.has(state) || state === 'waiting')
  return waits ? 'waits' : 'stops'
}

/** Whether every station that a tenant can see is proven to carry traffic. */
export function isProven({ hops }: Path): boolean {
  return hops.every(({ state, platform }) => CARRIES.has(state) || platform === true)
}

/** Why nobody here can tell whether all of a path works; undefined where every station tells. */
export function unprovenWords({ hops }: Path): string | undefined {
  const dark = hops.find(
    ({ state, platform }) => platform !== true && (state === 'hidden' || state === 'unknown'),
  )
  if (!dark) return undefined
  const reason = dark.reason ?? `${dark.kind} does not tell`
  return `Not known: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`
}
