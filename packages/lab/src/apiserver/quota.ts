import type { AdmissionPlugin, AdmissionRequest } from './admission.ts'
import type { Api } from './api.ts'
import { equal, isObject, listAt, mapValues, objectAt, shortText, textAt, type JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import { byPlural, type Resource } from './resource.ts'
import { forbidden } from './status.ts'
import type { Stored } from './storage.ts'

type Counts = Readonly<Record<string, number>>

/** Resources that are counted by a name of their own, besides `count/<plural>.<group>`. */
const OWN_NAMES = new Set(['configmaps', 'pods', 'resourcequotas', 'secrets', 'services'])

/** Known to quotas, never counted here: nothing of that is simulated, or nobody says how much they want. */
const UNCOUNTED =
  /^(persistentvolumeclaims|replicationcontrollers|cpu|memory|ephemeral-storage|(limits|requests)\..+)$/

const ENDED = ['Succeeded', 'Failed']

/** What one object counts for in quotas (pkg/quota/v1/evaluator/core). */
function countsOf({ group, plural }: Resource, object: KubeObject): Counts {
  const counts: Record<string, number> = { [`count/${plural}${group === '' ? '' : `.${group}`}`]: 1 }
  if (group !== '' || !OWN_NAMES.has(plural)) return counts
  const ended = plural === 'pods' && ENDED.includes(textAt(objectAt(object, 'status'), 'phase'))
  if (!ended) counts[plural] = 1
  if (plural === 'services') Object.assign(counts, serviceCounts(objectAt(object, 'spec')))
  return counts
}

function serviceCounts(spec: JsonObject): Counts {
  const ports = listAt(spec, 'ports')
  const own = ports.filter((item) => isObject(item) && item['nodePort'] !== undefined).length
  switch (textAt(spec, 'type')) {
    case 'LoadBalancer': {
      const wanted = spec['allocateLoadBalancerNodePorts'] === false ? own : ports.length
      return { 'services.loadbalancers': 1, 'services.nodeports': wanted }
    }
    case 'NodePort':
      return { 'services.nodeports': ports.length }
    default:
      return { 'services.loadbalancers': 0, 'services.nodeports': 0 }
  }
}

/**
 * Refuses what would exceed a ResourceQuota of the namespace and counts what is let in, as the admission plugin of that
 * name does. A quota counts once its status says how much is used.
 */
export function quotaAdmission(api: Api): AdmissionPlugin {
  return {
    name: 'ResourceQuota',
    validate(request) {
      const { resource, operation, subresource, dryRun } = request
      if (!resource.namespaced || operation === 'DELETE' || subresource !== '') return undefined
      const quotas = quotasOf(api).table.list(request.namespace)
      const more = quotas.length === 0 ? {} : addition(request)
      if (Object.keys(more).length === 0) return undefined
      for (const quota of quotas) refuse(request, quota, more)
      if (!dryRun) for (const quota of quotas) charge(api, quota, more)
      return undefined
    },
  }
}

function quotasOf(api: Api): Resource {
  return api.registry.builtin('', 'resourcequotas')
}

/** How much more a write needs than what is there already. */
function addition({ resource, object, oldObject }: AdmissionRequest): Counts {
  if (!object) return {}
  const before = oldObject ? countsOf(resource, oldObject) : {}
  const more = Object.entries(countsOf(resource, object)).map(
    ([name, count]) => [name, count - (before[name] ?? 0)] as const,
  )
  return Object.fromEntries(more.filter(([, count]) => count > 0))
}

const statusOf = (quota: Stored, key: 'hard' | 'used') => objectAt(objectAt(quota.object, 'status'), key)

/** @throws {StatusError} 403 where the quota does not let it in. */
function refuse({ resource, name }: AdmissionRequest, quota: Stored, more: Counts): void {
  const hard = statusOf(quota, 'hard')
  const used = statusOf(quota, 'used')
  const asked = Object.keys(more).filter((item) => hard[item] !== undefined)
  const beyond = asked.filter((item) => Number(used[item] ?? 0) + (more[item] ?? 0) > Number(hard[item]))
  if (beyond.length === 0) return
  const told = (values: JsonObject) =>
    beyond
      .sort()
      .map((item) => `${item}=${shortText(values[item] ?? '0')}`)
      .join(',')
  throw forbidden(
    byPlural(resource),
    name,
    `exceeded quota: ${quota.object.metadata.name}, requested: ${told(mapValues(more, String))}, used: ${told(used)}, limited: ${told(hard)}`,
  )
}

function charge(api: Api, quota: Stored, more: Counts): void {
  const used = statusOf(quota, 'used')
  const next = mapValues(used, (value, name) => String(Number(value) + (more[name] ?? 0)))
  const counted = mapValues(used, (value, name) => (more[name] === undefined ? value : (next[name] ?? value)))
  writeUsed(api, quota, counted)
}

function writeUsed(api: Api, quota: Stored, used: JsonObject): void {
  const status = { hard: objectAt(objectAt(quota.object, 'spec'), 'hard'), used }
  if (equal(quota.object['status'], status)) return
  api.store.replace(quotasOf(api).table, quota, { ...quota.object, status })
}

/** Keeps `status.used` of quotas true, as the quota controller of a cluster does: counts anew after every change. */
export function startQuotas(api: Api): void {
  const { table } = quotasOf(api)
  const waiting = new Set<string>()
  const count = (namespace: string) => {
    waiting.delete(namespace)
    for (const quota of table.list(namespace)) writeUsed(api, quota, usedBy(api, namespace, quota))
  }
  api.store.subscribe(({ current, type }) => {
    const { namespace = '' } = current.object.metadata
    const isQuota = table.get(current.key) === current
    // What is created has been counted by admission.
    if (namespace === '' || waiting.has(namespace) || (type === 'ADDED' && !isQuota)) return
    if (table.list(namespace).length === 0) return
    waiting.add(namespace)
    setImmediate(count, namespace)
  })
}

function usedBy(api: Api, namespace: string, quota: Stored): JsonObject {
  const hard = objectAt(objectAt(quota.object, 'spec'), 'hard')
  const totals = new Map<string, number>()
  for (const resource of api.registry.all().filter((item) => item.namespaced)) {
    const name = `${resource.plural}${resource.group === '' ? '' : `.${resource.group}`}`
    totals.set(`count/${name}`, 0)
    if (resource.group === '' && OWN_NAMES.has(resource.plural)) totals.set(resource.plural, 0)
    if (resource.plural === 'services') {
      totals.set('services.loadbalancers', 0)
      totals.set('services.nodeports', 0)
    }
    for (const { object } of resource.table.list(namespace)) {
      for (const [item, count] of Object.entries(countsOf(resource, object)))
        totals.set(item, (totals.get(item) ?? 0) + count)
    }
  }
  const known = Object.keys(hard).filter((name) => totals.has(name) || UNCOUNTED.test(name))
  return Object.fromEntries(known.map((name) => [name, String(totals.get(name) ?? 0)]))
}
