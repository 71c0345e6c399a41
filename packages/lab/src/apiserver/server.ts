import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AdmissionPlugin } from './admission.ts'
import { SERVER, type Api } from './api.ts'
import { Authenticator, type TrustedIssuer, type User } from './authentication.ts'
import { bootstrap } from './bootstrap.ts'
import { startDefinitions } from './crd-controller.ts'
import { FaultControl, type Faults } from './faults.ts'
import { GarbageCollector } from './gc.ts'
import { handleResource } from './handlers.ts'
import { impersonated } from './impersonation.ts'
import { isObject, type Json } from './json.ts'
import { Listener, loopbackCertificate } from './listener.ts'
import { loadObject } from './load.ts'
import { namespaceLifecycle, startNamespaces } from './namespaces.ts'
import { answerNonResource } from './non-resource.ts'
import { Rbac, refusal, type Attributes } from './rbac.ts'
import { Registry } from './registry.ts'
import { attributesOf, parseRequest, readObjectBody, type ApiRequest, type Target } from './request.ts'
import { prettyPrint, send, sendError, sendPlain } from './respond.ts'
import { answerReview } from './reviews.ts'
import {
  forbidden,
  forbiddenPath,
  internalError,
  methodNotAllowed,
  noSuchResource,
  StatusError,
} from './status.ts'
import { Store } from './storage.ts'
import { createObject } from './writes.ts'

export interface ApiServerOptions {
  /** Loopback port; 0 takes a free one. */
  readonly port?: number
  /** Bearer token of a member of system:masters; made up when absent. */
  readonly adminToken?: string
  /** CustomResourceDefinitions to have from the start, as parsed YAML. */
  readonly definitions?: readonly Json[]
  readonly issuers?: readonly TrustedIssuer[]
  /** Guards, quota and webhooks, called after validation. */
  readonly admission?: readonly AdmissionPlugin[]
  /** Changes that each kind remembers for watches that resume. */
  readonly historyLimit?: number
  readonly now?: () => Date
}

/** A running API server. */
export interface ApiServer {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  /** The same port over TLS, which kubectl insists on before it sends a token. */
  readonly secureUrl: string
  /** PEM of the certificate that clients of `secureUrl` have to trust. */
  readonly certificateAuthority: string
  readonly adminToken: string
  /** Objects of all kinds. */
  readonly objectCount: number
  readonly openWatches: number
  stop(): Promise<void>
  setFault(faults: Faults): Promise<void>
  /** Forgets history: watches and lists that go on from before get 410. */
  compact(): void
  /** Accepts tokens of this issuer from now on. */
  trustIssuer(issuer: TrustedIssuer): void
  /** @throws {Error} when there is no such ServiceAccount. */
  mintServiceAccountToken(namespace: string, name: string, seconds?: number): Promise<string>
  /** Stores an object with its status and age; see `loadObject`. */
  load(object: Json): void
}

const DEFAULT_TOKEN_SECONDS = 365 * 24 * 3600

/** Starts an in-memory Kubernetes API server on loopback. */
export async function startApiServer(options: ApiServerOptions = {}): Promise<ApiServer> {
  const adminToken = options.adminToken ?? randomBytes(24).toString('base64url')
  const api = createApi(options)
  startDefinitions(api)
  startNamespaces(api)
  new GarbageCollector(api)
  await bootstrap(api)
  for (const definition of options.definitions ?? []) await define(api, definition)

  const accounts = api.registry.builtin('', 'serviceaccounts').table
  const uidOf = (namespace: string, name: string) => accounts.get(`${namespace}/${name}`)?.object.metadata.uid
  const authenticator = new Authenticator(adminToken, uidOf)
  for (const issuer of options.issuers ?? []) authenticator.trust(issuer)

  const certificate = await loopbackCertificate()
  const listener = new Listener(options.port ?? 0, certificate, (message, response) => {
    void answer({ api, authenticator, faults, address: `127.0.0.1:${listener.port}` }, message, response)
  })
  const faults = new FaultControl(listener)
  await listener.open()

  return {
    url: `http://127.0.0.1:${listener.port}`,
    secureUrl: `https://127.0.0.1:${listener.port}`,
    certificateAuthority: certificate.cert,
    adminToken,
    get objectCount() {
      return api.store.size
    },
    get openWatches() {
      return faults.openWatches
    },
    stop: () => listener.close(),
    setFault: (wanted) => faults.set(wanted),
    compact: () => api.store.compact(),
    load: (object) => loadObject(api, object),
    trustIssuer: (issuer) => authenticator.trust(issuer),
    mintServiceAccountToken: async (namespace, name, seconds = DEFAULT_TOKEN_SECONDS) => {
      const uid = uidOf(namespace, name)
      if (uid === undefined)
        throw new Error(`There is no ServiceAccount ${namespace}/${name} to make a token for.`)
      return authenticator.mint(namespace, name, uid, seconds)
    },
  }
}

function createApi(options: ApiServerOptions): Api {
  const store = new Store(options.historyLimit)
  const registry = new Registry(store)
  return {
    store,
    registry,
    rbac: new Rbac(registry),
    early: [namespaceLifecycle(registry.builtin('', 'namespaces').table)],
    admission: options.admission ?? [],
    now: options.now ?? (() => new Date()),
  }
}

async function define(api: Api, definition: Json): Promise<void> {
  if (!isObject(definition)) throw new Error('A CustomResourceDefinition is not an object.')
  const resource = api.registry.builtin('apiextensions.k8s.io', 'customresourcedefinitions')
  const unknown: string[] = []
  const object = resource.rules.decode(definition, unknown)
  await createObject(api, resource, '', object, { user: SERVER, dryRun: false })
}

interface Edge {
  readonly api: Api
  readonly authenticator: Authenticator
  readonly faults: FaultControl
  /** The server's own, as `host:port`. */
  readonly address: string
}

/** Answers one HTTP request, whatever comes. */
async function answer(edge: Edge, message: IncomingMessage, response: ServerResponse): Promise<void> {
  if (edge.faults.api === 'hang') {
    edge.faults.hang(response)
    return
  }
  try {
    if (edge.faults.api === 'error') throw internalError('the lab was told to answer with errors')
    const caller = await edge.authenticator.authenticate(message.headers.authorization)
    const user = impersonated(edge.api.rbac, caller, message)
    const request = parseRequest(message.method ?? 'GET', message.url ?? '/')
    if (wantsPretty(request, message)) prettyPrint(response)
    authorize(edge.api, user, attributesOf(request))
    await route(edge, request, user, message, response)
  } catch (error) {
    const known =
      error instanceof StatusError
        ? error
        : internalError(error instanceof Error ? error.message : String(error))
    if (response.headersSent) response.destroy()
    else sendError(response, known)
  }
}

/** As kube-apiserver: when asked, and for tools that people look at. */
function wantsPretty({ query }: ApiRequest, message: IncomingMessage): boolean {
  const asked = query.get('pretty')
  if (asked !== null) return asked === '' || asked === 'true' || asked === '1'
  return /^(curl|Wget|Mozilla\/5\.0)/.test(message.headers['user-agent'] ?? '')
}

/** @throws {StatusError} 403. */
function authorize(api: Api, user: User, attributes: Attributes): void {
  const { allowed, reason } = api.rbac.authorize(user, attributes)
  if (allowed) return
  const words = refusal(user, attributes, reason)
  if ('path' in attributes) throw forbiddenPath(words)
  throw forbidden({ group: attributes.group, name: attributes.resource }, attributes.name, words)
}

async function route(
  { api, faults, address }: Edge,
  request: ApiRequest,
  user: User,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { target } = request
  if (!target) {
    if (!answerNonResource(api.registry, address, request, message, response)) {
      sendPlain(response, 404, '404 page not found\n')
    }
    return
  }
  const review = api.registry.findReview(target.group, target.version, target.resource)
  if (review) {
    if (target.verb !== 'create') throw methodNotAllowed()
    send(response, 201, answerReview(api, review, user, await readObjectBody(message)))
    return
  }
  const resource = api.registry.find(target.group, target.version, target.resource)
  if (!resource || !fitsScope(resource.namespaced, resource.custom, target)) {
    if (isBuiltin(api, target)) throw noSuchResource()
    sendPlain(response, 404, '404 page not found\n')
    return
  }
  const openWatch = (watch: Parameters<FaultControl['open']>[0]) => faults.open(watch, response)
  await handleResource({ api, resource, request, target, user, message, response, openWatch })
}

/** Namespaced kinds may be listed across namespaces; everything else needs its own scope in the path. */
function fitsScope(
  namespaced: boolean,
  custom: boolean,
  { namespace, verb, resource, group }: Target,
): boolean {
  if (group === '' && resource === 'namespaces') return true
  if (!namespaced) return namespace === ''
  if (namespace !== '' || verb === 'list' || verb === 'watch') return true
  return !custom && verb === 'deletecollection'
}

function isBuiltin(api: Api, { group, version }: Target): boolean {
  return api.registry
    .groupVersions()
    .some((item) => item.group === group && item.version === version && !item.custom)
}
