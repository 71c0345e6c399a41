import { createInterface } from 'node:readline'
import { z } from 'zod'
import { exchange, open, type Answer, type Server } from '../../scripts/cluster/exchange.ts'
import type { Stack } from '../../scripts/stack.ts'

/**
 * The cluster's own API over HTTP, as kubectl would use it: what a test sets up beside the browser, and what it checks
 * the browser against.
 */
const kubernetesObject = z.looseObject({ metadata: z.looseObject({ name: z.string().default('') }) })

export type KubernetesObject = z.infer<typeof kubernetesObject>

const list = z.object({
  metadata: z.object({ resourceVersion: z.string() }),
  items: z.array(kubernetesObject),
})

const watchEvent = z.object({ type: z.string(), object: kubernetesObject })

/** One line of `kubectl get -w`. */
export type WatchEvent = z.infer<typeof watchEvent>

const JSON_TYPE = 'application/json'

/** Where the kinds that tests touch are served. */
export const EIPS = (namespace: string) => `/apis/kube-dc.com/v1/namespaces/${namespace}/eips`
export const PROJECTS = (organization: string) => `/apis/kube-dc.com/v1/namespaces/${organization}/projects`
export const GROUPS = (organization: string) =>
  `/apis/kube-dc.com/v1/namespaces/${organization}/organizationgroups`
export const NAMESPACES = '/api/v1/namespaces'
export const ROLE_BINDINGS = (namespace: string) =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`

/** A person's view of the Kubernetes API. Every method but `status` throws on an answer that is not a success. */
export class Cluster {
  readonly #server: Server
  readonly #token: string

  private constructor(server: Server, token: string) {
    this.#server = server
    this.#token = token
  }

  /** The API as a person of the lab has it. */
  static async of({ info, lab }: Stack, username: string): Promise<Cluster> {
    const { apiServer: url, certificateAuthority: ca } = info
    return new Cluster({ url, ...(ca !== undefined && { ca }) }, await lab.tokenOf(username))
  }

  async list(path: string): Promise<readonly KubernetesObject[]> {
    return list.parse(await this.#json('GET', path)).items
  }

  async get(path: string): Promise<KubernetesObject> {
    return kubernetesObject.parse(await this.#json('GET', path))
  }

  async create(path: string, object: unknown): Promise<KubernetesObject> {
    return kubernetesObject.parse(await this.#json('POST', path, object))
  }

  /** JSON merge patch. */
  async patch(path: string, patch: unknown): Promise<KubernetesObject> {
    return kubernetesObject.parse(await this.#json('PATCH', path, patch, 'application/merge-patch+json'))
  }

  delete(path: string): Promise<unknown> {
    return this.#json('DELETE', path)
  }

  /** Only the status of the answer. */
  async status(method: string, path: string): Promise<number> {
    return (await this.#exchange(method, path)).status
  }

  /** Events of a collection from now on, until the signal ends it. */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const { metadata } = list.parse(await this.#json('GET', path))
    const query = `watch=true&resourceVersion=${metadata.resourceVersion}`
    const wanted = { method: 'GET', path: `${path}?${query}`, headers: this.#headers(), signal }
    const response = await open(this.#server, wanted)
    try {
      for await (const line of createInterface(response)) yield watchEvent.parse(JSON.parse(line))
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #json(method: string, path: string, body?: unknown, type = JSON_TYPE): Promise<unknown> {
    const { status, text } = await this.#exchange(method, path, body, type)
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`)
    return JSON.parse(text)
  }

  #exchange(method: string, path: string, body?: unknown, type?: string): Promise<Answer> {
    const headers = { ...this.#headers(), ...(type !== undefined && { 'content-type': type }) }
    return exchange(this.#server, {
      method,
      path,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }

  #headers(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.#token}`, accept: JSON_TYPE }
  }
}

export function eip(name: string, type: 'cloud' | 'public') {
  return {
    apiVersion: 'kube-dc.com/v1',
    kind: 'EIp',
    metadata: { name },
    spec: { externalNetworkType: type },
  }
}
