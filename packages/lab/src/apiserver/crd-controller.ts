import type { Api } from './api.ts'
import { CRD_GROUP, establishedStatus, resourcesOf } from './builtins/crd.ts'
import { equal, objectAt, textAt } from './json.ts'
import { timestamp, type KubeObject } from './object.ts'
import type { Change, Stored } from './storage.ts'

/** Serves what CustomResourceDefinitions describe from the moment they are stored, and writes their conditions. */
export function startDefinitions(api: Api): void {
  const { table } = api.registry.builtin(CRD_GROUP, 'customresourcedefinitions')
  table.subscribe((change) => follow(api, change))
}

function follow(api: Api, { type, current, previous }: Change): void {
  const { object } = current
  const spec = objectAt(object, 'spec')
  const group = textAt(spec, 'group')
  const plural = textAt(objectAt(spec, 'names'), 'plural')
  if (type === 'DELETED') {
    api.registry.remove(group, plural)
    const table = api.store.table(`${plural}.${group}`)
    queueMicrotask(() => table.list().forEach((stored) => api.store.remove(table, stored)))
    return
  }
  if (previous && equal(previous.object['spec'], object['spec'])) return
  api.registry.remove(group, plural)
  for (const resource of resourcesOf(object, api.store)) api.registry.add(resource)
  if (type === 'ADDED') queueMicrotask(() => establish(api, current))
}

/** Conditions come in two writes after the creation, as watches of the real server see them. */
function establish(api: Api, created: Stored): void {
  const { table } = api.registry.builtin(CRD_GROUP, 'customresourcedefinitions')
  let current: Stored | undefined = created
  for (const step of ['names', 'established'] as const) {
    if (!current) return
    const next: KubeObject = {
      ...current.object,
      status: establishedStatus(current.object, step, timestamp(api.now())),
    }
    current = api.store.replace(table, current, next)
  }
}
