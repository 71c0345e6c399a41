import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
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

/**
 * The admission webhooks of Kube-DC that this console meets (kube-dc.md §2.3, §8.4).
 *
 * @returns the refusal in words, or undefined to let the request pass.
 */
export function guard(request: GuardRequest, settings: Settings): string | undefined {
  if (request.group !== 'kube-dc.com') return undefined
  return annotationGuard(request) ?? publicProjectGuard(request, settings)
}
