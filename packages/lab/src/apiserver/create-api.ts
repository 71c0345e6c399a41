import type { AdmissionPlugin } from './admission.ts'
import { SERVER, type Api } from './api.ts'
import { bootstrap } from './bootstrap.ts'
import { CRD_GROUP } from './builtins/crd.ts'
import { startDefinitions } from './crd-controller.ts'
import { startEndpoints } from './endpoints-controller.ts'
import { escalationCheck } from './escalation.ts'
import { GarbageCollector } from './gc.ts'
import { isObject, type Json } from './json.ts'
import { startMirroring } from './mirroring-controller.ts'
import { namespaceLifecycle, startNamespaces } from './namespaces.ts'
import { quotaAdmission, startQuotas } from './quota.ts'
import { Rbac } from './rbac.ts'
import { Registry } from './registry.ts'
import { Store } from './storage.ts'
import { createObject } from './writes.ts'

export interface ApiOptions {
  /** CustomResourceDefinitions to have from the start, as parsed YAML. */
  readonly definitions?: readonly Json[]
  /** Guards, quota and webhooks, called after validation. */
  readonly admission?: readonly AdmissionPlugin[]
  /** PEM of the authority of the server's certificate, to be found in every namespace. */
  readonly rootCertificate?: string
  /** Changes that each kind remembers for watches that resume. */
  readonly historyLimit?: number
  readonly now?: () => Date
}

/**
 * Storage, kinds and the server's own controllers, with what is in every cluster from its first second. Speaks no HTTP.
 *
 * @throws {StatusError} when a definition is refused.
 */
export async function createApi(options: ApiOptions = {}): Promise<Api> {
  const store = new Store(options.historyLimit)
  const registry = new Registry(store)
  const rbac = new Rbac(registry)
  const admission = [...(options.admission ?? [])]
  const api: Api = {
    store,
    registry,
    rbac,
    early: [namespaceLifecycle(registry.builtin('', 'namespaces').table), escalationCheck(rbac)],
    admission,
    now: options.now ?? (() => new Date()),
  }
  // The last to be asked: it counts what it lets in.
  admission.push(quotaAdmission(api))
  startDefinitions(api)
  startNamespaces(api, options.rootCertificate)
  startQuotas(api)
  startEndpoints(api)
  startMirroring(api)
  new GarbageCollector(api)
  await bootstrap(api)
  for (const definition of options.definitions ?? []) await define(api, definition)
  return api
}

async function define(api: Api, definition: Json): Promise<void> {
  if (!isObject(definition)) throw new Error('A CustomResourceDefinition is not an object.')
  const resource = api.registry.builtin(CRD_GROUP, 'customresourcedefinitions')
  const object = resource.rules.decode(definition, [])
  await createObject(api, resource, '', object, { user: SERVER, dryRun: false })
}
