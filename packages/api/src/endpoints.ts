import { intent } from '@kube-dc/networking/intents/intent'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import { addPool } from '@kube-dc/networking/pool-changes/wishes'
import { operationId } from '@kube-dc/networking/operations/journal'
import { z } from 'zod'
import { CHANNEL_KINDS, channelKey, parseChannelKey, snapshot } from './channel.ts'
import { createExternalIp, event } from './external-ips.ts'
import { addressHistory } from './pool-history.ts'
import { decision, operationList, operationView, started } from './operations.ts'
import { changeExclusions, changePool, exclusionOutcome, poolOutcome } from './pools.ts'
import { access, platform, projectSummary, session, signInOptions } from './session.ts'

/**
 * One route of the BFF. The server mounts these and no others, the client calls them, the OpenAPI document and the
 * permission matrix are made from them.
 *
 * Who may call it: `anyone`; `session`: whoever is signed in, answered from their own session; `cluster`: whoever is
 * signed in, and the cluster decides with their own token what the answer is.
 */
export interface Endpoint<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Express path: parameters as `:name`. */
  readonly path: string
  readonly summary: string
  readonly access: 'anyone' | 'session' | 'cluster'
  readonly params: Params
  readonly query: Query
  /** `z.undefined()` where the request has no body. */
  readonly body: Body
  /** Status of success. */
  readonly status: 200 | 201 | 202
  readonly answer: Answer
}

function endpoint<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  definition: Endpoint<P, Q, B, A>,
): Endpoint<P, Q, B, A> {
  return definition
}

const none = z.strictObject({})
const noBody = z.undefined()

// Path parameters are looked up, never trusted: the cluster answers for names that nothing has.
const namespace = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'not a namespace name')
const name = z.string().regex(/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, 'not an object name')
const kind = z.enum(KIND_NAMES, { error: 'not a kind of this API' })
const address = z.union([z.ipv4(), z.ipv6()], { error: 'not an address' })
const channelKind = z.enum(CHANNEL_KINDS, { error: 'not a kind of this API' })

const liveExternalIp = z.custom<ExternalIp | Unreadable>(
  (value) => typeof value === 'object' && value !== null && 'kind' in value,
)

const ofOperation = z.strictObject({ namespace, id: operationId })

const flag = z.enum(['true', 'false']).optional()

export const endpoints = {
  signInOptions: endpoint({
    method: 'GET',
    path: '/api/sign-in-options',
    summary: 'What the sign-in page may show to anybody',
    access: 'anyone',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: signInOptions,
  }),
  session: endpoint({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in, until when, and what this installation offers',
    access: 'session',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: session,
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/sign-out',
    summary: 'End the session here and tell where to end it at the identity provider',
    access: 'session',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.object({ redirect: z.string() }),
  }),
  projects: endpoint({
    method: 'GET',
    path: '/api/projects',
    summary: 'The Projects this person may open',
    access: 'cluster',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: z.object({ projects: z.array(projectSummary) }),
  }),
  access: endpoint({
    method: 'GET',
    path: '/api/access/:namespace',
    summary: 'What this person may do in a namespace, from a SelfSubjectRulesReview',
    access: 'cluster',
    params: z.strictObject({ namespace }),
    query: none,
    body: noBody,
    status: 200,
    answer: access,
  }),
  platform: endpoint({
    method: 'GET',
    path: '/api/platform',
    summary: 'Whether this person may see the provider’s pools, and what they may do to them',
    access: 'cluster',
    params: none,
    query: none,
    body: noBody,
    status: 200,
    answer: platform,
  }),
  addressHistory: endpoint({
    method: 'GET',
    path: '/api/pools/:pool/addresses/:address/history',
    summary: 'Who held one address of a pool, from when to when, newest first',
    access: 'cluster',
    params: z.strictObject({ pool: name, address }),
    query: none,
    body: noBody,
    status: 200,
    answer: addressHistory,
  }),
  channel: endpoint({
    method: 'GET',
    path: '/api/channels/:kind/:namespace',
    summary: 'Snapshot of a channel; `*` as namespace is the cluster-wide collection',
    access: 'cluster',
    // The holders of a pool's addresses are a channel by the name of the pool, which may be longer than a namespace's.
    params: z
      .strictObject({ kind: channelKind, namespace: z.union([name, z.literal('*')]) })
      .refine((address) => parseChannelKey(channelKey(address)) !== undefined, {
        error: 'not a namespace name',
        path: ['namespace'],
      }),
    query: none,
    body: noBody,
    status: 200,
    answer: snapshot,
  }),
  singleton: endpoint({
    method: 'GET',
    path: '/api/channels/:kind/:namespace/:name',
    summary: 'Snapshot of the channel of one object',
    access: 'cluster',
    params: z.strictObject({ kind, namespace, name }),
    query: none,
    body: noBody,
    status: 200,
    answer: snapshot,
  }),
  createExternalIp: endpoint({
    method: 'POST',
    path: '/api/namespaces/:namespace/external-ips',
    summary: 'Create an External IP; with `dryRun` the server only says whether it would',
    access: 'cluster',
    params: z.strictObject({ namespace }),
    query: z.strictObject({ dryRun: flag }),
    body: createExternalIp,
    status: 201,
    answer: liveExternalIp,
  }),
  deleteExternalIp: endpoint({
    method: 'DELETE',
    path: '/api/namespaces/:namespace/external-ips/:name',
    summary:
      'Delete an External IP, only if it still is the object with this uid, and as it was where a version is given',
    access: 'cluster',
    params: z.strictObject({ namespace, name }),
    query: z.strictObject({
      uid: z.string().min(1),
      /** Only if nothing about it has changed since: somebody may have begun to use one that nobody used. */
      resourceVersion: z.string().min(1).max(64).optional(),
      dryRun: flag,
    }),
    body: noBody,
    status: 202,
    answer: z.object({ state: z.enum(['gone', 'finalizing']) }),
  }),
  startOperation: endpoint({
    method: 'POST',
    path: '/api/namespaces/:namespace/operations',
    summary:
      'Carry out what somebody asks for; with `dryRun` the server and the cluster only say whether they would',
    access: 'cluster',
    params: z.strictObject({ namespace }),
    query: z.strictObject({ dryRun: flag }),
    body: intent,
    status: 202,
    answer: started,
  }),
  operations: endpoint({
    method: 'GET',
    path: '/api/namespaces/:namespace/operations',
    summary: 'The operations of a Project that are under way, wait for a decision, or can be undone',
    access: 'cluster',
    params: z.strictObject({ namespace }),
    query: none,
    body: noBody,
    status: 200,
    answer: operationList,
  }),
  operation: endpoint({
    method: 'GET',
    path: '/api/namespaces/:namespace/operations/:id',
    summary: 'One operation',
    access: 'cluster',
    params: ofOperation,
    query: none,
    body: noBody,
    status: 200,
    answer: operationView,
  }),
  continueOperation: endpoint({
    method: 'POST',
    path: '/api/namespaces/:namespace/operations/:id/continue',
    summary: 'Go on with an operation that stands still, the way it was going',
    access: 'cluster',
    params: ofOperation,
    query: none,
    body: decision,
    status: 202,
    answer: operationView,
  }),
  undoOperation: endpoint({
    method: 'POST',
    path: '/api/namespaces/:namespace/operations/:id/undo',
    summary: 'Take back what an operation has made, also while it runs',
    access: 'cluster',
    params: ofOperation,
    query: none,
    body: decision,
    status: 202,
    answer: operationView,
  }),
  closeOperation: endpoint({
    method: 'POST',
    path: '/api/namespaces/:namespace/operations/:id/close',
    summary: 'Forget an operation that has ended; what it made stays',
    access: 'cluster',
    params: ofOperation,
    query: none,
    body: decision,
    status: 200,
    answer: z.object({}),
  }),
  addPool: endpoint({
    method: 'POST',
    path: '/api/pools',
    summary:
      'Add a pool and its VLAN as an operation of the platform’s namespace; with `dryRun` the server and the cluster only say whether they would',
    access: 'cluster',
    params: none,
    query: z.strictObject({ dryRun: flag }),
    body: addPool,
    status: 202,
    answer: started,
  }),
  changeExclusions: endpoint({
    method: 'POST',
    path: '/api/pools/:name/exclusions',
    summary: 'Reserve addresses of a pool or release them; with `dryRun` only what would come of it',
    access: 'cluster',
    params: z.strictObject({ name }),
    query: z.strictObject({ dryRun: flag }),
    body: changeExclusions,
    status: 200,
    answer: exclusionOutcome,
  }),
  changePool: endpoint({
    method: 'POST',
    path: '/api/pools/:name',
    summary: 'Change of a pool what strands nobody; with `dryRun` the cluster only says whether it would',
    access: 'cluster',
    params: z.strictObject({ name }),
    query: z.strictObject({ dryRun: flag }),
    body: changePool,
    status: 200,
    answer: poolOutcome,
  }),
  objectEvents: endpoint({
    method: 'GET',
    path: '/api/objects/:kind/:namespace/:name/events',
    summary: 'Kubernetes Events about one object, newest first, read with the person’s own token',
    access: 'cluster',
    params: z.strictObject({ kind, namespace, name }),
    query: none,
    body: noBody,
    status: 200,
    answer: z.object({ events: z.array(event) }),
  }),
  objectYaml: endpoint({
    method: 'GET',
    path: '/api/objects/:kind/:namespace/:name/yaml',
    summary: 'One object as YAML without managedFields, read with the person’s own token',
    access: 'cluster',
    params: z.strictObject({ kind, namespace, name }),
    query: none,
    body: noBody,
    status: 200,
    answer: z.object({ yaml: z.string() }),
  }),
} as const

export type EndpointId = keyof typeof endpoints
