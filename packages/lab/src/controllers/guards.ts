import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { NETWORK_TYPE } from './caches.ts'
import type { Settings } from './settings.ts'

/** One write that the API server is about to accept. */
export interface GuardRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE'
  readonly group: string
  readonly plural: string
  readonly groups: readonly string[]
  readonly object: unknown
  readonly oldObject: unknown
}

const annotated = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).nullish() }),
})

const egress = z.object({ spec: z.object({ egressNetworkType: z.string() }) })

const GUARDED = new Set(['projects', 'organizations', 'organizationgroups'])

function annotationsOf(object: unknown): Readonly<Record<string, string>> {
  return annotated.safeParse(object).data?.metadata.annotations ?? {}
}

/** Annotations of these kinds belong to the platform; not even a signed-in platform admin may touch them (kube-dc.md §8.4). */
function annotationGuard({ operation, plural, groups, object, oldObject }: GuardRequest): string | undefined {
  if (operation !== 'UPDATE' || !GUARDED.has(plural)) return undefined
  if (groups.includes('system:masters') || groups.includes('system:serviceaccounts:kube-dc')) return undefined
  if (isDeepStrictEqual(annotationsOf(object), annotationsOf(oldObject))) return undefined
  return 'Modifying annotations on this resource is not allowed. They are managed by the platform.'
}

function publicProjectGuard(
  { operation, plural, object }: GuardRequest,
  settings: Settings,
): string | undefined {
  if (operation !== 'CREATE' || plural !== 'projects' || settings.allowPublicProjects) return undefined
  if (egress.safeParse(object).data?.spec.egressNetworkType !== 'public') return undefined
  return 'Projects with egressNetworkType public are not allowed on this platform.'
}

const balancing = z.object({
  status: z.object({ loadBalancer: z.object({ ingress: z.array(z.unknown()).min(1) }) }),
})

/** An address once given keeps its type: another type needs another Service (kube-dc.md §4.1). */
function serviceTypeGuard({ operation, plural, object, oldObject }: GuardRequest): string | undefined {
  if (operation !== 'UPDATE' || plural !== 'services') return undefined
  const before = annotationsOf(oldObject)[NETWORK_TYPE]
  const after = annotationsOf(object)[NETWORK_TYPE]
  if (before === after || !balancing.safeParse(oldObject).success) return undefined
  return `${NETWORK_TYPE} cannot be changed: an address is allocated already. Create another Service with the other type.`
}

/**
 * The admission webhooks of Kube-DC that this console meets (kube-dc.md §2.3, §4.1, §8.4).
 *
 * @returns the refusal in words, or undefined to let the request pass.
 */
export function guard(request: GuardRequest, settings: Settings): string | undefined {
  if (request.group === '') return serviceTypeGuard(request)
  if (request.group !== 'kube-dc.com') return undefined
  return annotationGuard(request) ?? publicProjectGuard(request, settings)
}
