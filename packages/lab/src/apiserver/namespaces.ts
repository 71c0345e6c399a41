import type { AdmissionPlugin } from './admission.ts'
import { SERVER, type Api } from './api.ts'
import { deleteObject } from './deletes.ts'
import { equal, isObject, listAt, objectAt, without, type JsonObject } from './json.ts'
import { timestamp, type KubeObject } from './object.ts'
import type { Resource } from './resource.ts'
import { byPlural } from './resource.ts'
import { forbidden, notFound } from './status.ts'
import type { Change, Table } from './storage.ts'
import { createObject } from './writes.ts'

const PROTECTED = new Set(['default', 'kube-system', 'kube-public'])

/** Refuses objects in namespaces that are missing or going, and the deletion of the system's namespaces. */
export function namespaceLifecycle(namespaces: Table): AdmissionPlugin {
  return {
    name: 'NamespaceLifecycle',
    validate({ operation, resource, namespace, name, subresource }) {
      if (operation === 'DELETE' && isNamespace(resource) && PROTECTED.has(name)) {
        throw forbidden(byPlural(resource), name, 'this namespace may not be deleted')
      }
      if (operation !== 'CREATE' || !resource.namespaced || subresource !== '') return undefined
      const stored = namespaces.get(namespace)
      if (!stored) throw notFound({ group: '', name: 'namespaces' }, namespace)
      if (stored.object.metadata.deletionTimestamp === undefined) return undefined
      throw forbidden(
        byPlural(resource),
        name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      )
    },
  }
}

function isNamespace(resource: Resource): boolean {
  return resource.group === '' && resource.plural === 'namespaces'
}

/**
 * Does what the namespace and service account controllers of a cluster do: gives every namespace its `default`
 * ServiceAccount and the server's certificate, and empties and removes namespaces that are deleted.
 */
export function startNamespaces(api: Api, rootCertificate?: string): void {
  const namespaces = api.registry.builtin('', 'namespaces')
  const accounts = api.registry.builtin('', 'serviceaccounts')
  const welcome = (name: string) => {
    void giveAccount(api, accounts, name)
    if (rootCertificate !== undefined) void giveRoot(api, name, rootCertificate)
  }
  const emptying = new Set<string>()

  const follow = ({ type, current }: Change) => {
    const { name, deletionTimestamp } = current.object.metadata
    if (type === 'DELETED') return
    if (deletionTimestamp === undefined) {
      if (type === 'ADDED') queueMicrotask(() => welcome(name))
    } else if (!emptying.has(name)) {
      emptying.add(name)
      queueMicrotask(() => void empty(api, namespaces, name).finally(() => emptying.delete(name)))
    }
  }
  namespaces.table.subscribe(follow)
  for (const { object } of namespaces.table.list()) welcome(object.metadata.name)
}

async function giveAccount(api: Api, accounts: Resource, namespace: string): Promise<void> {
  const account: KubeObject = { kind: 'ServiceAccount', apiVersion: 'v1', metadata: { name: 'default' } }
  try {
    await createObject(api, accounts, namespace, account, { user: SERVER, dryRun: false })
  } catch {
    // The namespace went meanwhile, or somebody made the account first.
  }
}

/** The certificate that Pods trust the API server by, as the root CA publisher of a cluster leaves it. */
async function giveRoot(api: Api, namespace: string, certificate: string): Promise<void> {
  const map: KubeObject = {
    kind: 'ConfigMap',
    apiVersion: 'v1',
    metadata: { name: 'kube-root-ca.crt' },
    data: { 'ca.crt': certificate },
  }
  try {
    await createObject(api, api.registry.builtin('', 'configmaps'), namespace, map, {
      user: SERVER,
      dryRun: false,
    })
  } catch {
    // As above.
  }
}

/** Deletes the content, and again whenever something of it goes, until nothing is left; then the namespace. */
async function empty(api: Api, namespaces: Resource, name: string): Promise<void> {
  for (;;) {
    const contents = api.registry.all().filter((resource) => resource.namespaced)
    for (const resource of contents) await deleteContent(api, resource, name)
    const left = contents.filter((resource) => resource.table.list(name).length > 0)
    const stored = namespaces.table.get(name)
    if (!stored || stored.object.metadata.deletionTimestamp === undefined) return
    if (left.length === 0) {
      finalize(api, namespaces, name)
      return
    }
    report(api, namespaces, name, left)
    await nextTry(left, name)
  }
}

async function deleteContent(api: Api, resource: Resource, namespace: string): Promise<void> {
  for (const { object } of resource.table.list(namespace)) {
    if (object.metadata.deletionTimestamp !== undefined) continue
    try {
      await deleteObject(api, resource, namespace, object.metadata.name, {}, { user: SERVER, dryRun: false })
    } catch {
      // Gone meanwhile, or refused; what is left is tried again.
    }
  }
}

/** How long an object that came late or could not be deleted waits for the next try. */
const RETRY_MS = 500

/** Until something of the rest goes, or it is time to try again. */
function nextTry(left: readonly Resource[], namespace: string): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      queueMicrotask(resolve)
    }
    const timer = setTimeout(end, RETRY_MS)
    timer.unref()
    const stops = left.map((resource) =>
      resource.table.subscribe(({ type, current }) => {
        if (type === 'DELETED' && current.object.metadata.namespace === namespace) end()
      }),
    )
  })
}

/** Takes the controller's own finalizer away, which lets the namespace go unless others hold it. */
function finalize(api: Api, { table }: Resource, name: string): void {
  const stored = table.get(name)
  if (!stored) return
  const { object } = stored
  if (object.metadata.finalizers?.length) {
    const kept = listAt(objectAt({ ...object }, 'spec'), 'finalizers').filter((item) => item !== 'kubernetes')
    api.store.replace(table, stored, { ...object, spec: kept.length > 0 ? { finalizers: kept } : {} })
  } else api.store.remove(table, stored)
}

/** Writes what keeps the namespace into its status, where that is news. */
function report(api: Api, { table }: Resource, name: string, left: readonly Resource[]): void {
  const stored = table.get(name)
  if (!stored) return
  const told = listAt(stored.object['status'], 'conditions').map((item) =>
    isObject(item) ? without(item, 'lastTransitionTime') : item,
  )
  const conditions = leftoverConditions(name, left)
  if (equal(told, conditions)) return
  const lastTransitionTime = timestamp(api.now())
  api.store.replace(table, stored, {
    ...stored.object,
    status: {
      phase: 'Terminating',
      conditions: conditions.map((condition) => ({ ...condition, lastTransitionTime })),
    },
  })
}

/** Conditions of a namespace that is not empty yet, as the namespace controller of a cluster words them. */
function leftoverConditions(namespace: string, left: readonly Resource[]): JsonObject[] {
  const finalizers = new Map<string, number>()
  const counts = left.map((resource) => {
    const items = resource.table.list(namespace)
    for (const { object } of items) {
      for (const item of object.metadata.finalizers ?? [])
        finalizers.set(item, (finalizers.get(item) ?? 0) + 1)
    }
    return `${resource.plural}.${resource.group} has ${items.length} resource instances`
  })
  const held = [...finalizers].map(([item, n]) => `${item} in ${n} resource instances`)
  const condition = (type: string, status: string, reason: string, message: string): JsonObject => ({
    type,
    status,
    reason,
    message,
  })
  return [
    condition(
      'NamespaceDeletionDiscoveryFailure',
      'False',
      'ResourcesDiscovered',
      'All resources successfully discovered',
    ),
    condition(
      'NamespaceDeletionGroupVersionParsingFailure',
      'False',
      'ParsedGroupVersions',
      'All legacy kube types successfully parsed',
    ),
    condition(
      'NamespaceDeletionContentFailure',
      'False',
      'ContentDeleted',
      'All content successfully deleted, may be waiting on finalization',
    ),
    condition(
      'NamespaceContentRemaining',
      'True',
      'SomeResourcesRemain',
      `Some resources are remaining: ${counts.join(', ')}`,
    ),
    held.length > 0
      ? condition(
          'NamespaceFinalizersRemaining',
          'True',
          'SomeFinalizersRemain',
          `Some content in the namespace has finalizers remaining: ${held.join(', ')}`,
        )
      : condition(
          'NamespaceFinalizersRemaining',
          'False',
          'ContentHasNoFinalizers',
          'All content-preserving finalizers finished',
        ),
  ]
}
