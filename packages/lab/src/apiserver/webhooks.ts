import type { AdmissionPlugin, AdmissionRequest } from './admission.ts'
import { StatusError } from './status.ts'

/** What a webhook says about a write. */
export type WebhookVerdict =
  | { readonly allowed: true; readonly warnings?: readonly string[] }
  | { readonly allowed: false; readonly message: string; readonly code?: number; readonly reason?: string }

/** One webhook, with the fields of a ValidatingWebhookConfiguration's entry that matter here. */
export interface ValidatingWebhook {
  /** For example `vproject.kube-dc.com`; it leads every refusal. */
  readonly name: string
  readonly rules: readonly {
    readonly operations: readonly AdmissionRequest['operation'][]
    readonly apiGroups: readonly string[]
    /** Plurals, or `plural/subresource`. */
    readonly resources: readonly string[]
  }[]
  /** What an error of the webhook itself means: `Fail` refuses the write, `Ignore` lets it pass. */
  readonly failurePolicy: 'Fail' | 'Ignore'
  readonly review: (request: AdmissionRequest) => WebhookVerdict | Promise<WebhookVerdict>
}

/** Makes a webhook into an admission plugin, refusing in the API server's words. */
export function webhookPlugin(webhook: ValidatingWebhook): AdmissionPlugin {
  return {
    name: webhook.name,
    async validate(request) {
      if (!concerns(webhook, request)) return undefined
      const verdict = await ask(webhook, request)
      if (verdict.allowed) return verdict.warnings
      throw new StatusError(
        verdict.code ?? 403,
        verdict.reason ?? 'Forbidden',
        `admission webhook "${webhook.name}" denied the request: ${verdict.message}`,
      )
    },
  }
}

function concerns(webhook: ValidatingWebhook, request: AdmissionRequest): boolean {
  const resource = request.subresource
    ? `${request.resource.plural}/${request.subresource}`
    : request.resource.plural
  return webhook.rules.some(
    (rule) =>
      rule.operations.includes(request.operation) &&
      rule.apiGroups.includes(request.resource.group) &&
      rule.resources.includes(resource),
  )
}

async function ask(webhook: ValidatingWebhook, request: AdmissionRequest): Promise<WebhookVerdict> {
  try {
    return await webhook.review(request)
  } catch (error) {
    if (webhook.failurePolicy === 'Ignore') return { allowed: true }
    const why = error instanceof Error ? error.message : String(error)
    const message = `Internal error occurred: failed calling webhook "${webhook.name}": ${why}`
    throw new StatusError(500, 'InternalError', message, {
      causes: [{ message: `failed calling webhook: ${why}` }],
    })
  }
}
