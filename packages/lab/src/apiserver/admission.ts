import type { User } from './authentication.ts'
import type { KubeObject } from './object.ts'
import type { Resource } from './resource.ts'

/** A write that is about to happen, after schema validation. */
export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly resource: Resource
  /** Empty, or `status`. */
  readonly subresource: string
  /** Empty for cluster-scoped kinds. */
  readonly namespace: string
  readonly name: string
  /** The new object; absent on DELETE. */
  readonly object?: KubeObject | undefined
  /** The stored object; absent on CREATE. */
  readonly oldObject?: KubeObject | undefined
  readonly user: User
  readonly dryRun: boolean
}

/** Who writes, and how. */
export interface WriteContext {
  readonly user: User
  readonly dryRun: boolean
}

/** What to tell the client besides; undefined for nothing. */
type Warnings = readonly string[] | undefined

/**
 * Something that may refuse writes: quota, guards, webhooks. It does not change objects. Refusing is throwing a
 * `StatusError`; the answer may carry warnings for the client.
 */
export interface AdmissionPlugin {
  readonly name: string
  validate(request: AdmissionRequest): Warnings | Promise<Warnings>
}

/** Runs the plugins in order; the first refusal ends it. Answers all warnings. */
export async function admit(
  plugins: readonly AdmissionPlugin[],
  request: AdmissionRequest,
): Promise<string[]> {
  const warnings: string[] = []
  for (const plugin of plugins) {
    const result = await plugin.validate(request)
    if (result) warnings.push(...result)
  }
  return warnings
}

/** A request for admission, from the parts that every write has. */
export function admissionRequest(
  resource: Resource,
  namespace: string,
  context: WriteContext,
  operation: AdmissionRequest['operation'],
  rest: { object?: KubeObject; oldObject?: KubeObject; subresource?: string },
): AdmissionRequest {
  const name = (rest.object ?? rest.oldObject)?.metadata.name ?? ''
  return { resource, namespace, operation, name, subresource: '', ...context, ...rest }
}
