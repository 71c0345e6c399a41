import { z } from 'zod'

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
export const ROLE_BINDINGS = (namespace: string) =>
  `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}/rolebindings`

interface CallInit {
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** A person's view of the Kubernetes API. Every method but `status` throws on an answer that is not a success. */
export class Cluster {
  readonly #url: string
  readonly #token: string

  constructor(url: string, token: string) {
    this.#url = url
    this.#token = token
  }

  async list(path: string): Promise<readonly KubernetesObject[]> {
    return list.parse(await this.#json('GET', path)).items
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
    const response = await this.#request(method, path)
    await response.body?.cancel()
    return response.status
  }

  /** Events of a collection from now on, until the signal ends it. */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const { metadata } = list.parse(await this.#json('GET', path))
    const query = `watch=true&resourceVersion=${metadata.resourceVersion}`
    const response = await this.#request('GET', `${path}?${query}`, { signal })
    if (!response.body) throw new Error(`No body in the watch of ${path}`)
    let rest = ''
    const decoder = new TextDecoder()
    try {
      for await (const chunk of response.body) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
        rest = lines.pop() ?? ''
        for (const line of lines) if (line) yield watchEvent.parse(JSON.parse(line))
      }
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  async #json(method: string, path: string, body?: unknown, type = JSON_TYPE): Promise<unknown> {
    const response = await this.#request(method, path, {
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { 'content-type': type },
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  #request(method: string, path: string, init: CallInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.#token}`, accept: JSON_TYPE }
    return fetch(this.#url + path, { ...init, method, headers })
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
