import type { Sight, SourceKind, ViewKind, Views } from '@kube-dc/networking/joins/views'
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { ProjectNetwork } from '../../live/project-network.ts'
import { seconds } from '../../parts/clock.ts'
import type { ListKind } from '../../app/lists.ts'
import type { RowFacts, Rows } from './rows.ts'
import type { RowMakers } from './row-makers.ts'

/** What every page of a Project shares: its joined views, and what the rules make of them, once for all who show it. */
export interface NetworkHere {
  readonly network: ProjectNetwork
  readonly makers: RowMakers
  readonly facts: RowFacts
}

export const NetworkContext = createContext<NetworkHere | undefined>(undefined)

export function useNetwork(): NetworkHere {
  const here = useContext(NetworkContext)
  if (!here) throw new Error('This component stands outside of a Project’s page')
  return here
}

/** One view; renders only when it is another one. */
export function useView<V extends ViewKind>(kind: V, name: string): Views[V] | undefined {
  const { network } = useNetwork()
  const subscribe = useCallback((listener: () => void) => network.subscribe(listener), [network])
  return useSyncExternalStore(subscribe, () => network.view(kind, name))
}

/** All views of a kind; renders only when one of them is another one. */
export function useViews<V extends ViewKind>(kind: V): readonly Views[V][] {
  const { network } = useNetwork()
  const subscribe = useCallback((listener: () => void) => network.subscribe(listener), [network])
  return useSyncExternalStore(subscribe, () => network.views(kind))
}

/** How far this person sees a kind; renders only when that changes. */
export function useSight(kind: SourceKind): Sight {
  const { network } = useNetwork()
  const subscribe = useCallback((listener: () => void) => network.subscribe(listener), [network])
  return useSyncExternalStore(subscribe, () => network.sight(kind))
}

/** The rows of a list, judged as objects and time move on; the same object for as long as no row is another one. */
export function useRows<K extends ListKind>(kind: K): Rows<Views[K]> {
  return useRowsPart(kind, (rows) => rows)
}

/** A part of what the rows say; renders only when the part is another one. */
export function useRowsPart<K extends ListKind, T>(kind: K, select: (rows: Rows<Views[K]>) => T): T {
  const { network, makers, facts } = useNetwork()
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [network.subscribe(listener), seconds.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [network],
  )
  return useSyncExternalStore(subscribe, () =>
    select(makers[kind](network.views(kind), facts, seconds.now(), network.isSettled)),
  )
}
