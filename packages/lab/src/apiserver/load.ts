import { randomUUID } from 'node:crypto'
import type { Api } from './api.ts'
import { trackCreate, type Tracking } from './apply/tracking.ts'
import { isObject, textAt, type Json } from './json.ts'
import { splitApiVersion, timestamp, withMeta } from './object.ts'
import { keyOf } from './resource.ts'

/** Owns the fields of whatever a world begins with. */
const MANAGER = 'world'

/**
 * Puts an object into the storage with a past: its status and its `creationTimestamp` are kept as given. It must be
 * valid; admission is not asked. For worlds that begin with many objects, or with old ones.
 *
 * @throws {Error} when its kind is not served, when it is invalid, or when its name is taken.
 */
export function loadObject(api: Api, body: Json): void {
  if (!isObject(body)) throw new Error('What is loaded is not an object.')
  const apiVersion = textAt(body, 'apiVersion')
  const kind = textAt(body, 'kind')
  const resource = api.registry.findKind(splitApiVersion(apiVersion).group, kind)
  if (!resource) throw new Error(`No kind ${kind} of ${apiVersion} is served.`)
  const decoded = resource.rules.decode(body, [])
  const { name, namespace = '', creationTimestamp = timestamp(api.now()) } = decoded.metadata
  const whole: Tracking = { resource, part: 'main', manager: MANAGER, now: creationTimestamp }
  // As in a write: an empty list stands for fields that nobody owns, and spares the bookkeeping.
  const isTracked = decoded.metadata.managedFields?.length !== 0
  const object = withMeta(isTracked ? trackCreate(whole, decoded) : decoded, {
    uid: decoded.metadata.uid || randomUUID(),
    creationTimestamp,
    ...(resource.custom && { generation: 1 }),
  })
  const [error] = resource.rules.validateCreate(object)
  if (error) throw new Error(`${kind} ${name} cannot be loaded: ${JSON.stringify(error)}`)
  const given = resource.rules.allocate?.(object, resource.table) ?? { object }
  if ('errors' in given) throw new Error(`${kind} ${name} cannot be loaded: ${JSON.stringify(given.errors)}`)
  const stored = api.store.insert(resource.table, keyOf(resource, namespace, name), given.object)
  if (!stored) throw new Error(`${kind} ${name} is there already.`)
}
