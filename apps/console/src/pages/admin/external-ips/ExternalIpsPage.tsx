import { networkTypeOf } from '@kube-dc/networking/external-ips/network'
import { externalIpState } from '@kube-dc/networking/external-ips/state'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Installation } from '@kube-dc/networking/model/installation'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { useMemo, useState } from 'react'
import { useChannel } from '../../../live/use-channel.ts'
import { useSession } from '../../../session/session-query.ts'
import { createRowMaker, type RowState } from '../../networking/rows.ts'
import { NO_MARKS, NOT_KEPT } from '../tenants/columns.tsx'
import { projectFacts } from '../tenants/places.ts'
import { TenantList } from '../tenants/TenantList.tsx'
import { useRows } from '../tenants/use-rows.ts'
import { useTenants } from '../tenants/use-tenants.ts'
import { createTenantViews, type TenantView } from '../tenants/views.ts'
import { TABLE } from './columns.tsx'

type View = TenantView<ExternalIp | Unreadable>

const EVERY_EXTERNAL_IP = { kind: 'external-ips', namespace: '*' } as const

/** The External IPs of all tenants. */
export function Component() {
  const { installation } = useSession()
  const view = useChannel(EVERY_EXTERNAL_IP)
  const { places, organizations, arrived } = useTenants()
  const [viewsOf] = useState(() => createTenantViews({ metaOf, typeOf: typeOf(installation) }))
  const [maker] = useState(() =>
    createRowMaker<View, Installation>({ metaOf: ({ object }) => object.meta, judge }),
  )
  const views = useMemo(() => viewsOf(view.objects, places), [viewsOf, view.objects, places])
  const settled = view.status === 'ready' && arrived
  const rows = useRows(maker, views, installation, settled)
  return <TenantList table={TABLE} view={view} rows={rows} withoutQuotas={organizations === 'forbidden'} />
}

function metaOf({ meta }: ExternalIp | Unreadable) {
  return meta
}

function typeOf(installation: Installation) {
  return (object: ExternalIp | Unreadable) =>
    object.kind === 'ExternalIp' ? networkTypeOf(object, installation) : 'unknown'
}

function judge({ object, place }: View, installation: Installation, now: number): RowState {
  const { state, reason, notice } = externalIpState(object, {
    now,
    installation,
    project: projectFacts(place),
    organization: place.organization,
    peers: [],
  })
  return { state, reason, notice, findings: NOT_KEPT, marks: NO_MARKS }
}
