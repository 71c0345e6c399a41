import { useMemo, useState } from 'react'
import type { ChannelStatus } from '../../../live/channel.ts'
import { useChannel } from '../../../live/use-channel.ts'
import { createPlaces, type Places } from './places.ts'

const EVERY_PROJECT = { kind: 'projects', namespace: '*' } as const
const EVERY_ORGANIZATION = { kind: 'organizations', namespace: '*' } as const

interface Tenants {
  readonly places: Places
  /** How far Organizations are seen: without them no quota explains anything. */
  readonly organizations: ChannelStatus
  /** Both have arrived, or will not. */
  readonly arrived: boolean
}

/** Which namespace is whose, live. */
export function useTenants(): Tenants {
  const projects = useChannel(EVERY_PROJECT)
  const organizations = useChannel(EVERY_ORGANIZATION)
  const [placesOf] = useState(createPlaces)
  const places = useMemo(
    () => placesOf(projects.objects, organizations.objects),
    [placesOf, projects.objects, organizations.objects],
  )
  const arrived = projects.status !== 'loading' && organizations.status !== 'loading'
  return useMemo(
    () => ({ places, organizations: organizations.status, arrived }),
    [places, organizations.status, arrived],
  )
}
