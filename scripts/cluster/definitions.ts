import { z } from 'zod'
import { definitions } from '../../packages/lab/src/definitions.ts'
import { Failure } from '../failure.ts'
import { exchange, type Server } from './exchange.ts'

const PATH = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
const POLL_MS = 50
const LIMIT_MS = 20_000

const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z.object({
        conditions: z
          .array(z.object({ type: z.string(), status: z.string(), message: z.string() }))
          .nullish()
          .transform((given) => given ?? []),
      }),
    }),
  ),
})

/**
 * Applies the CustomResourceDefinitions of the lab to a cluster and waits until all of them are served.
 *
 * @throws {Failure} when the cluster refuses one or does not come to serve it.
 */
export async function applyDefinitions(server: Server, token: string): Promise<void> {
  const authorization = `Bearer ${token}`
  for (const definition of await definitions()) {
    const { status, text } = await exchange(server, {
      method: 'POST',
      path: PATH,
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(definition),
    })
    if (status !== 201) throw new Failure(`The cluster refused one of the lab's definitions: ${text}`)
  }
  const started = Date.now()
  for (;;) {
    const { text } = await exchange(server, { method: 'GET', path: PATH, headers: { authorization } })
    const missing = list
      .parse(JSON.parse(text))
      .items.filter(({ status }) => !isEstablished(status.conditions))
    if (missing.length === 0) return
    if (Date.now() - started > LIMIT_MS) throw new Failure(`The cluster does not serve ${describe(missing)}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

type Conditions = z.infer<typeof list>['items'][number]['status']['conditions']

function isEstablished(conditions: Conditions): boolean {
  return conditions.some(({ type, status }) => type === 'Established' && status === 'True')
}

function describe(missing: z.infer<typeof list>['items']): string {
  return missing
    .map(({ metadata, status }) => {
      const reasons = status.conditions.filter((one) => one.status !== 'True').map(({ message }) => message)
      return `${metadata.name} (${reasons.join('; ')})`
    })
    .join(', ')
}
