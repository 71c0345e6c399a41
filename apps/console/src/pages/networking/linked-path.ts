import type { Path as Proven, PathRef } from '@kube-dc/networking/paths/path'
import type { ProjectParams } from '../../app/paths.ts'
import type { Path } from '../../parts/traffic-path/types.ts'
import { LISTS } from '../../app/lists.ts'

/**
 * A path with links to the stations that have details.
 *
 * @param here what the page is about: the station that is the reader's place, so it is no link.
 */
export function linkedPath({ hops, connectors }: Proven, params: ProjectParams, here?: PathRef): Path {
  const linked = hops.map(({ ref, platform: _, ...hop }) => {
    if (!ref || (ref.view === here?.view && ref.name === here.name)) return hop
    return { ...hop, href: LISTS[ref.view].one(params, ref.name) }
  })
  return { hops: linked, connectors }
}
