import type { Path, PathRef } from '@kube-dc/networking/paths/path'
import { PathSection } from '../../parts/traffic-path/PathCard.tsx'
import { useProject } from '../project/project-context.ts'
import { LISTS } from './lists.ts'

interface PathOfProps {
  path: Path
  title?: string
  /** What the page is about: the station that is the reader's place, so it is no link. */
  here?: PathRef
}

/** The traffic path of an object in its panel, with links to the stations that have details. */
export function PathOf({ path: { hops, connectors }, title, here }: PathOfProps) {
  const { params } = useProject()
  const linked = hops.map(({ ref, platform: _, ...hop }) => {
    if (!ref || (ref.view === here?.view && ref.name === here.name)) return hop
    return { ...hop, href: LISTS[ref.view].one(params, ref.name) }
  })
  return <PathSection {...(title !== undefined && { title })} hops={linked} connectors={connectors} />
}
