import type { ProjectNetwork } from '../live/project-network.ts'
import type { ProjectParams } from './paths.ts'

/** The network that the page follows, for what stands outside of the page: the command palette. */
export interface OpenNetwork {
  readonly params: ProjectParams
  readonly network: ProjectNetwork
}

let current: OpenNetwork | undefined
const listeners = new Set<() => void>()

function set(next: OpenNetwork | undefined): void {
  current = next
  for (const listener of [...listeners]) listener()
}

export const openNetwork = {
  current: (): OpenNetwork | undefined => current,
  /** @returns how to take it back; what was opened since stays. */
  open: (network: OpenNetwork): (() => void) => {
    set(network)
    return () => {
      if (current === network) set(undefined)
    }
  },
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
}
