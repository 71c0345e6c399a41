import type { ChannelKind, Followed } from '@kube-dc/api/channel'
import { judgedGateways, type JudgedGateway } from '@kube-dc/networking/gateway/gateway-findings'
import type { Tenant } from '@kube-dc/networking/gateway/gateway-view'
import { KIND_TITLES } from '@kube-dc/networking/model/kind-names'
import { useMemo } from 'react'
import type { ChannelView } from '../../../live/channel.ts'
import { useChannel } from '../../../live/use-channel.ts'
import { useNow } from '../../../parts/clock.ts'

export interface Gateways {
  readonly view: ChannelView<'gateways'>
  /** Undefined while anything is still on its way. */
  readonly gateways: readonly JudgedGateway[] | undefined
  /** Kinds that this person may not list, or that could not be read, in words. */
  readonly unseen: readonly string[]
  /** Objects that cannot be read, by name. */
  readonly unreadable: readonly string[]
}

/** Findings tell ages; they are judged anew this often. */
const JUDGED_FOR = 60_000

/** The platform's Gateways with the routes of all Projects, live and judged. */
export function useGateways(): Gateways {
  const view = useChannel({ kind: 'gateways', namespace: '*' })
  const http = useChannel({ kind: 'http-routes', namespace: '*' })
  const tls = useChannel({ kind: 'tls-routes', namespace: '*' })
  const certificates = useChannel({ kind: 'certificates', namespace: '*' })
  const projects = useChannel({ kind: 'projects', namespace: '*' })
  const now = useNow((time) => Math.floor(time / JUDGED_FOR) * JUDGED_FOR)
  const loading = [view, http, tls, certificates, projects].some(({ status }) => status === 'loading')
  const tenantOf = useTenants(projects)
  const gateways = useMemo(
    () =>
      loading || view.status !== 'ready'
        ? undefined
        : judgedGateways({
            now,
            gateways: readable(view.objects),
            routes: [...readable(http.objects), ...readable(tls.objects)],
            certificates: certificates.status === 'ready' ? readable(certificates.objects) : undefined,
            tenantOf,
          }),
    [loading, view.status, view.objects, http.objects, tls.objects, certificates, tenantOf, now],
  )
  const unreadable = useMemo(
    () => [...broken(view.objects), ...broken(http.objects), ...broken(tls.objects)],
    [view.objects, http.objects, tls.objects],
  )
  const unseen = [
    ...unseenOf(http, KIND_TITLES['http-routes']),
    ...unseenOf(tls, KIND_TITLES['tls-routes']),
    ...unseenOf(certificates, KIND_TITLES.certificates),
    ...unseenOf(projects, KIND_TITLES.projects),
  ]
  return { view, gateways, unseen, unreadable }
}

/** The Gateways alone, for a tab that must cost little: how many listeners there are, and what is broken about them. */
export function useListeners(): { readonly count: number; readonly broken: number } | undefined {
  const { status, objects } = useChannel({ kind: 'gateways', namespace: '*' })
  const now = useNow((time) => Math.floor(time / JUDGED_FOR) * JUDGED_FOR)
  return useMemo(() => {
    if (status !== 'ready') return undefined
    const alone = { now, gateways: readable(objects), routes: [], certificates: undefined }
    const judged = judgedGateways({ ...alone, tenantOf: (namespace) => ({ namespace }) })
    return {
      count: judged.reduce((sum, { listeners }) => sum + listeners.length, 0),
      broken: judged.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'broken')
        .length,
    }
  }, [status, objects, now])
}

function useTenants({ objects }: ChannelView<'projects'>): (namespace: string) => Tenant {
  return useMemo(() => {
    const known = new Map<string, Tenant>()
    for (const { backingNamespace, meta } of readable(objects)) {
      if (backingNamespace === undefined || meta.namespace === undefined) continue
      known.set(backingNamespace, {
        namespace: backingNamespace,
        organization: meta.namespace,
        project: meta.name,
      })
    }
    return (namespace) => known.get(namespace) ?? { namespace }
  }, [objects])
}

function unseenOf({ status }: ChannelView<ChannelKind>, title: string): readonly string[] {
  return status === 'ready' || status === 'loading' ? [] : [title]
}

function readable<K extends ChannelKind>(objects: readonly Followed<K>[]) {
  return objects.flatMap((object) => (object.kind === 'Unreadable' ? [] : [object]))
}

function broken(objects: readonly Followed<ChannelKind>[]): readonly string[] {
  return objects.flatMap(({ kind, meta }) =>
    kind === 'Unreadable'
      ? [meta.namespace === undefined ? meta.name : `${meta.namespace}/${meta.name}`]
      : [],
  )
}
