import { randomBytes } from 'node:crypto'
import { admin } from './api.ts'

// Where kinds are served.
export const eips = (namespace: string) => `/apis/kube-dc.com/v1/namespaces/${namespace}/eips`
export const fips = (namespace: string) => `/apis/kube-dc.com/v1/namespaces/${namespace}/fips`
export const core = (namespace: string, plural: string) => `/api/v1/namespaces/${namespace}/${plural}`
export const rbac = (namespace: string, plural: string) =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/${plural}`
export const CLUSTER_RBAC = '/apis/rbac.authorization.k8s.io/v1'

/** Letters that no other run uses. */
export function unique(): string {
  return randomBytes(4).toString('hex')
}

/** A namespace that nothing else is in. Nobody removes it: targets live for one run. */
export async function freshNamespace(topic: string): Promise<string> {
  const name = `contract-${topic}-${unique()}`
  await made('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } })
  return name
}

/** Creates an object that a test needs. @throws when that is refused. */
export async function made(path: string, object: unknown) {
  const reply = await admin.create(path, object)
  if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${reply.text}`)
  return reply.object
}

type Metadata = Readonly<Record<string, unknown>>

export function eip(name: string, spec?: unknown, metadata: Metadata = {}) {
  return {
    apiVersion: 'kube-dc.com/v1',
    kind: 'EIp',
    metadata: { name, ...metadata },
    ...(spec !== undefined && { spec }),
  }
}

export function fip(name: string, spec?: unknown, metadata: Metadata = {}) {
  return { ...eip(name, spec, metadata), kind: 'FIp' }
}

export function configMap(name: string, data?: Readonly<Record<string, string>>, metadata: Metadata = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, ...(data && { data }) }
}
