import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Certificate } from '../apiserver/listener.ts'
import { guard } from '../controllers/guards.ts'
import { PROJECT_LABEL } from '../controllers/project.ts'
import type { Manifest, Resource } from '../controllers/resources.ts'
import type { Settings } from '../controllers/settings.ts'
import { closeServer, listen } from '../listen.ts'
import { WEBHOOKS } from '../webhooks.ts'

/** What an API server asks a webhook (AdmissionReview of admission.k8s.io/v1), as far as the guards read it. */
const review = z.object({
  request: z.object({
    uid: z.string(),
    operation: z.enum(['CREATE', 'UPDATE', 'DELETE']),
    resource: z.object({ group: z.string(), resource: z.string() }),
    userInfo: z.object({ groups: z.array(z.string()).default([]) }),
    object: z.unknown(),
    oldObject: z.unknown(),
  }),
})

export interface WebhookServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

/** Serves the platform's webhooks on loopback, for an API server in another process. They follow changes of the settings. */
export async function startWebhooks(settings: Settings, certificate: Certificate): Promise<WebhookServer> {
  const server = createServer(certificate, (request, response) => {
    answer(settings, request, response).catch((error: unknown) => {
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error))
    })
  })
  const port = await listen(server, 0)
  return { url: `https://127.0.0.1:${port}`, stop: () => closeServer(server) }
}

async function answer(settings: Settings, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { request } = review.parse(JSON.parse(await text(message)))
  const { uid, operation, resource, userInfo, object, oldObject } = request
  const refusal = guard(
    {
      operation,
      group: resource.group,
      plural: resource.resource,
      groups: userInfo.groups,
      object,
      oldObject,
    },
    settings,
  )
  const verdict =
    refusal === undefined
      ? { allowed: true }
      : { allowed: false, status: { code: 403, reason: 'Forbidden', message: refusal } }
  response.writeHead(200, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      apiVersion: 'admission.k8s.io/v1',
      kind: 'AdmissionReview',
      response: { uid, ...verdict },
    }),
  )
}

const REGISTRATION = 'admissionregistration.k8s.io'

export const webhookConfigurations: Resource<unknown> = {
  group: REGISTRATION,
  version: 'v1',
  plural: 'validatingwebhookconfigurations',
  kind: 'ValidatingWebhookConfiguration',
  schema: z.unknown(),
}

/** How an API server is told of the webhooks. Those of Kube-DC's own kinds are fail-closed (kube-dc.md §2.3). */
export function webhookConfiguration(url: string, authority: string): Manifest {
  return {
    apiVersion: `${REGISTRATION}/v1`,
    kind: webhookConfigurations.kind,
    metadata: { name: 'kube-dc-validating-webhook-configuration' },
    webhooks: WEBHOOKS.map(({ name, operation, group, resources, failurePolicy }) => ({
      name,
      clientConfig: { url: `${url}/${name}`, caBundle: Buffer.from(authority).toString('base64') },
      rules: [{ operations: [operation], apiGroups: [group], apiVersions: ['v1'], resources }],
      failurePolicy,
      // Services are everybody's: only those of Projects are Kube-DC's business.
      ...(group === '' && {
        namespaceSelector: { matchExpressions: [{ key: PROJECT_LABEL, operator: 'Exists' }] },
      }),
      sideEffects: 'None',
      admissionReviewVersions: ['v1'],
      timeoutSeconds: 5,
    })),
  }
}
