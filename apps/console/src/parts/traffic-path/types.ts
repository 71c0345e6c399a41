import type { GlyphState } from '../StateGlyph.tsx'

/** `partly`: drawn as waiting, but traffic passes (2 of 3 endpoints ready). `new` only in reviews: it will be made. */
export type PathState = Exclude<GlyphState, 'impossible' | 'info'> | 'partly'

/**
 * Whether traffic goes from one hop to the next. `passes`: proven; `waits`: it will when the wait ends; `stops`: it does
 * not, or nobody can know; `new`: it will once what a review shows has been made.
 */
export type ConnectorState = 'passes' | 'waits' | 'stops' | 'new'

/** One of several things that stand side by side at a hop: endpoints, load balancers of a shared address. */
export interface PathMember {
  readonly state: PathState
  readonly name: string
  readonly href?: string
  /** An address, ports. */
  readonly detail?: string
  /** Why it is not ready, or more about it. */
  readonly reason?: string
}

export interface PathHop {
  readonly state: PathState
  /** What stands there: "External IP". Empty at the end of the world. */
  readonly kind: string
  /** Absent where the members are the name ("12 of 14 ready"), and at hops that the reader may not see. */
  readonly name?: string
  readonly href?: string
  /** What can be copied: an address, ports. */
  readonly detail?: string
  /** Why it is not ready, in the colour of its state; what would tell, who runs it; anything else in words. */
  readonly reason?: string
  readonly members?: readonly PathMember[]
}

export interface PathConnector {
  readonly state: ConnectorState
  /** Where an address or a port changes: "to 4317", "as 100.72.0.23". */
  readonly label?: string
}

/** The way of a connection, in the order of travel. */
export interface Path {
  readonly hops: readonly PathHop[]
  /** Between the hops, so one less than they are. */
  readonly connectors: readonly PathConnector[]
}
