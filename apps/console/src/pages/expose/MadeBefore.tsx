import type { Method } from '@kube-dc/networking/joins/views'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { GlyphLine } from '../../parts/GlyphLine.tsx'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { LISTS } from '../../app/lists.ts'
import { useView } from '../networking/network-context.ts'
import { useProject } from '../project/project-context.ts'
import styles from './Expose.module.css'
import { LIST_OF } from './steps.ts'

/** That these answers were applied already, with the way to change what came of them; gone once that is deleted. */
export function MadeBefore({ method, name }: { method: Method; name: string }) {
  const { params } = useProject()
  const kind = LIST_OF[method]
  const view = useView(kind, name)
  if (!view) return null
  const edit = kind === 'floating-ips' ? LISTS[kind].one(params, name) : paths.editLoadBalancer(params, name)
  return (
    <div className={styles.reached} role="status">
      <GlyphLine glyph={<StateGlyph state="info" />}>
        You made {name} with these answers.{' '}
        <Link to={edit}>{kind === 'floating-ips' ? `Look at ${name}` : `Edit ${name}`}</Link>, or go on to
        make another.
      </GlyphLine>
    </div>
  )
}
