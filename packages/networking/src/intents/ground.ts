import { featureOf } from '../joins/features.ts'
import type { Reader } from '../joins/reader.ts'
import type { Feature, Known } from '../joins/views.ts'
import type { Meta } from '../model/object.ts'
import type { JudgementFacts } from './judgement.ts'

/** The facts, opened for one judgement. */
export interface Ground extends JudgementFacts {
  readonly reader: Reader
}

/** Opens the facts for one question. */
export function onGround<T>(facts: JudgementFacts, question: (ground: Ground) => T): T {
  return facts.network.ask((reader) => question({ ...facts, reader }))
}

/**
 * Why an object that somebody looked at cannot be changed any more; undefined where it still is that object, or where
 * nobody here can tell.
 *
 * @param uid of the object that was looked at.
 */
export function goneReason(
  known: Known<{ readonly meta: Meta }>,
  { name, uid }: { readonly name: string; readonly uid: string },
): string | undefined {
  switch (known.state) {
    case 'absent':
      return `${name} was deleted meanwhile.`
    case 'unreadable':
    case 'found': {
      const { meta } = known.object
      if (meta.uid !== uid) return `${name} was deleted and made anew meanwhile. Look at the new one first.`
      return meta.deletedAt === undefined ? undefined : `${name} is being deleted.`
    }
    default:
      return undefined
  }
}

/** A feature of the platform in words: `the database orders`. */
export function featureWords({ feature, name }: Feature): string {
  const what = feature === 'database' ? 'database' : 'managed cluster'
  return name === undefined ? `a ${what}` : `the ${what} ${name}`
}

/** Who manages an object, in words; undefined where nothing tells that anybody does (kube-dc.md §4.5). */
export function managerOf(meta: Meta): string | undefined {
  const feature = featureOf(meta)
  if (feature) return featureWords(feature)
  const [owner] = meta.controlledBy ?? []
  return owner && `${owner.kind} ${owner.name}`
}

/** Why an object that something else manages is not changed or deleted here. */
export function managedReason(meta: Meta): string | undefined {
  const manager = managerOf(meta)
  return (
    manager &&
    `${meta.name} belongs to ${manager}, which would put it back as it was. Change it there instead.`
  )
}
