import type { Upstream } from '@kube-dc/api/channel'
import type { Problem } from '@kube-dc/api/problem'
import type { ChannelStatus } from '../../live/channel.ts'
import { useChannelPart } from '../../live/use-channel.ts'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'

/** Whether a list can be shown and how old it is: the state of the channel that it is about. */
export interface ListState {
  readonly status: ChannelStatus
  readonly problem: Problem | undefined
  readonly upstream: Upstream | undefined
}

export function useListState(kind: ListKind): ListState {
  const { namespace } = useProject()
  const address = { kind: LISTS[kind].source, namespace }
  return {
    status: useChannelPart(address, (view) => view.status),
    problem: useChannelPart(address, (view) => view.problem),
    upstream: useChannelPart(address, (view) => view.upstream),
  }
}
