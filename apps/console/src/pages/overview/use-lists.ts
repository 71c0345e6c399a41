import type { Sight } from '@kube-dc/networking/joins/views'
import { useMemo } from 'react'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'
import { useRowsPart, useSight } from '../networking/network-context.ts'
import type { Row } from '../networking/rows.ts'
import { useListState, type ListState } from '../networking/use-list-state.ts'

/** One list of Networking as the Overview sums it up. */
export interface ListHere {
  readonly kind: ListKind
  readonly title: string
  readonly heading: string
  readonly href: string
  readonly rows: readonly Row<unknown>[]
  readonly status: ListState['status']
  readonly problem: ListState['problem']
  readonly sight: Sight
}

/** All lists, in the order of the tabs; the same array for as long as none of them is another one. */
export function useLists(): readonly ListHere[] {
  const externalIps = useList('external-ips')
  const floatingIps = useList('floating-ips')
  const loadBalancers = useList('load-balancers')
  const gatewayRoutes = useList('gateway-routes')
  return useMemo(
    () => [externalIps, floatingIps, loadBalancers, gatewayRoutes],
    [externalIps, floatingIps, loadBalancers, gatewayRoutes],
  )
}

function useList(kind: ListKind): ListHere {
  const { params } = useProject()
  const rows = useRowsPart<ListKind, readonly Row<unknown>[]>(kind, ({ list }) => list)
  const { status, problem } = useListState(kind)
  const sight = useSight(LISTS[kind].source)
  return useMemo(() => {
    const { title, heading, list } = LISTS[kind]
    return { kind, title, heading, href: list(params), rows, status, problem, sight }
  }, [kind, params, rows, status, problem, sight])
}

/** Whether nothing can be said about what is in a list yet. */
export function isArriving({ status, sight }: ListHere): boolean {
  return status === 'loading' || (status === 'ready' && sight === 'loading')
}
