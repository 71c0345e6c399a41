import { paths, type ProjectParams } from '../../app/paths.ts'

/**
 * The wizard, with what is exposed already chosen.
 * @param target name of a target's view: `vm/broker-1`, `service/web`.
 */
export function exposeAction(params: ProjectParams, target: string) {
  const name = target.slice(target.indexOf('/') + 1)
  return { label: `Expose ${name} in another way…`, to: paths.expose(params, { target }), leaves: true }
}
