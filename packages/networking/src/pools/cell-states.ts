/**
 * What one address of a pool is. `router-port`, `platform`: the provider's own; `leaked`: held, and nobody uses or claims
 * it; `conflict`: held more than once, or held and the gateway.
 */
export const CELL_STATES = [
  'exclusive',
  'shared',
  'released',
  'gateway',
  'router-port',
  'platform',
  'excluded',
  'leaked',
  'conflict',
  'free',
] as const

export type CellState = (typeof CELL_STATES)[number]
