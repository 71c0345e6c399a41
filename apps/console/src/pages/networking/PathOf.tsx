import type { Path, PathRef } from '@kube-dc/networking/paths/path'
import { PathSection } from '../../parts/traffic-path/PathCard.tsx'
import { useProject } from '../project/project-context.ts'
import { linkedPath } from './linked-path.ts'

interface PathOfProps {
  path: Path
  title?: string
  /** What the page is about: the station that is the reader's place, so it is no link. */
  here?: PathRef
}

/** The traffic path of an object in its panel, with links to the stations that have details. */
export function PathOf({ path, title, here }: PathOfProps) {
  const { params } = useProject()
  return <PathSection {...(title !== undefined && { title })} {...linkedPath(path, params, here)} />
}
