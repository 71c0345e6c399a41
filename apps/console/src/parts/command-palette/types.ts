import type { ReactNode } from 'react'

/** One thing to go to or to do. The same object as long as it says the same. */
export interface PaletteItem {
  /** Unique among all sources; recent choices are remembered by it. */
  readonly id: string
  /** What it is called: "uplink-a", "Create External IP…". */
  readonly name: string
  /** What it is: "External IP", "Project", "Action". */
  readonly kind: string
  /** What tells it from others: an address, an Organization. It is found by it too. */
  readonly hint?: string
  /** More to find it by that is not shown. */
  readonly words?: string
  readonly icon?: ReactNode
  /** Where it leads; else `run` does it. */
  readonly to?: string
  readonly run?: () => void
}

/** Things of one kind, under one heading. */
export interface PaletteSource {
  readonly id: string
  readonly label: string
  readonly items: readonly PaletteItem[]
  /** Why some are missing, as a sentence: "Load balancers are still being read." */
  readonly note?: string
}
