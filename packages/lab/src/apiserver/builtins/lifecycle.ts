import type { BuiltinRules } from '../builtin-rules.ts'
import { equal, without, type Json, type JsonObject } from '../json.ts'
import type { KubeObject } from '../object.ts'

/** The object with `status` taken from elsewhere; undefined takes it away. */
export function withStatus(object: KubeObject, status: Json | undefined): KubeObject {
  const { kind, apiVersion, metadata } = object
  return { ...without(object, 'status'), kind, apiVersion, metadata, ...(status !== undefined && { status }) }
}

interface Options {
  /** Status of a new object. */
  readonly status: JsonObject
  /** Whether changes of anything but metadata and status are counted in `metadata.generation`. */
  readonly generation: boolean
}

/** Rules of a kind whose status is written by its own subresource only. */
export function statusApart({
  status,
  generation,
}: Options): Pick<BuiltinRules, 'prepareCreate' | 'prepareUpdate'> {
  return {
    prepareCreate: (draft) => counted(withStatus(draft, status), generation ? 1 : undefined),
    prepareUpdate: (next, stored, part) => {
      if (part === 'status') return { ...stored, status: next['status'] ?? status }
      const kept = withStatus(next, stored['status'])
      return generation ? counted(kept, nextGeneration(kept, stored)) : kept
    },
  }
}

/** The generation after a change: one more where anything besides metadata and status differs. */
export function nextGeneration(next: KubeObject, stored: KubeObject): number {
  const content = (object: KubeObject) => without(object, 'kind', 'apiVersion', 'metadata', 'status')
  const { generation = 1 } = stored.metadata
  return equal(content(next), content(stored)) ? generation : generation + 1
}

export function counted(object: KubeObject, generation: number | undefined): KubeObject {
  return generation === undefined ? object : { ...object, metadata: { ...object.metadata, generation } }
}
