import type { FloatingIpView } from '@kube-dc/networking/joins/views'
import type { Installation } from '@kube-dc/networking/model/installation'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { loneFloatingIpState } from '@kube-dc/networking/states/lone-floating-ip'
import { useMemo, useState } from 'react'
import { useChannel } from '../../../live/use-channel.ts'
import { useSession } from '../../../session/session-query.ts'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { createRowMaker, type RowState } from '../../networking/rows.ts'
import { NO_MARKS, NOT_KEPT } from '../tenants/columns.tsx'
import { projectFacts } from '../tenants/places.ts'
import { TenantList } from '../tenants/TenantList.tsx'
import { useRows } from '../tenants/use-rows.ts'
import { useTenants } from '../tenants/use-tenants.ts'
import { createTenantViews, type TenantView } from '../tenants/views.ts'
import { TABLE } from './columns.tsx'
import { createLoneViews } from './lone-views.ts'

type View = TenantView<FloatingIpView | Unreadable>

const EVERY_FLOATING_IP = { kind: 'floating-ips', namespace: '*' } as const
const EVERY_EXTERNAL_IP = { kind: 'external-ips', namespace: '*' } as const

/** The floating IPs of all tenants. */
export function Component() {
  const { installation } = useSession()
  const view = useChannel(EVERY_FLOATING_IP)
  const externalIps = useChannel(EVERY_EXTERNAL_IP)
  const { places, organizations, arrived } = useTenants()
  const [joined] = useState(() => createLoneViews(installation))
  const [viewsOf] = useState(() => createTenantViews({ metaOf, typeOf }))
  const [maker] = useState(() =>
    createRowMaker<View, Installation>({ metaOf: ({ object }) => metaOf(object), judge }),
  )
  const lone = useMemo(() => joined(view.objects, externalIps), [joined, view.objects, externalIps])
  const views = useMemo(() => viewsOf(lone, places), [viewsOf, lone, places])
  const settled = view.status === 'ready' && externalIps.status !== 'loading' && arrived
  const rows = useRows(maker, views, installation, settled)
  return <TenantList table={TABLE} view={view} rows={rows} withoutQuotas={organizations === 'forbidden'} />
}

function typeOf(object: FloatingIpView | Unreadable) {
  return object.kind === 'FloatingIpView' ? object.networkType : 'unknown'
}

function judge({ object, place }: View, installation: Installation, now: number): RowState {
  const { state, reason, notice } = loneFloatingIpState(object, {
    now,
    installation,
    project: projectFacts(place),
    organization: place.organization,
    peers: [],
  })
  return { state, reason, notice, findings: NOT_KEPT, marks: NO_MARKS }
}
