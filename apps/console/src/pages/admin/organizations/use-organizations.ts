import type { OrganizationUsage } from '@kube-dc/networking/pools/organization-usage'
import { useMemo, useState } from 'react'
import type { ChannelView } from '../../../live/channel.ts'
import { useChannel } from '../../../live/use-channel.ts'
import { createOrganizationRows } from './rows.ts'

const EVERY_ORGANIZATION = { kind: 'organizations', namespace: '*' } as const
const EVERY_USAGE = { kind: 'address-usage', namespace: '*' } as const

interface Organizations {
  readonly organizations: ChannelView<'organizations'>
  readonly usage: ChannelView<'address-usage'>
  /** Undefined until what all Projects hold has arrived, and whether Organizations may be listed is known. */
  readonly rows: readonly OrganizationUsage[] | undefined
}

/** Every Organization with what it holds, live. */
export function useOrganizations(): Organizations {
  const organizations = useChannel(EVERY_ORGANIZATION)
  const usage = useChannel(EVERY_USAGE)
  const [rowsOf] = useState(createOrganizationRows)
  const waiting = usage.status !== 'ready' || organizations.status === 'loading'
  const { objects } = organizations
  const { objects: reports } = usage
  const rows = useMemo(
    () =>
      waiting
        ? undefined
        : rowsOf(
            objects,
            reports.flatMap((report) => (report.kind === 'UsageReport' ? [report] : [])),
          ),
    [waiting, objects, reports, rowsOf],
  )
  return { organizations, usage, rows }
}
