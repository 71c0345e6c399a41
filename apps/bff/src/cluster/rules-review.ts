import { z } from 'zod'
import { requestAs, type Caller } from './caller.ts'
import type { ClusterRequests } from './connection.ts'
import { ClusterUnreachable } from './errors.ts'

const strings = z
  .array(z.string())
  .nullish()
  .transform((list) => list ?? [])

const review = z.object({
  status: z.object({
    incomplete: z.boolean().catch(true),
    resourceRules: z
      .array(z.object({ verbs: strings, apiGroups: strings, resources: strings, resourceNames: strings }))
      .nullish()
      .transform((list) => list ?? []),
  }),
})

export interface RulesReview {
  /** The cluster could not list every rule. */
  readonly incomplete: boolean
  readonly rules: readonly {
    readonly verbs: readonly string[]
    readonly apiGroups: readonly string[]
    readonly resources: readonly string[]
    /** Not empty: the rule is only about objects of these names. */
    readonly resourceNames: readonly string[]
  }[]
}

/**
 * The rules that apply to a person in a namespace, asked with their own token. For a namespace that does not exist and for
 * one that is not theirs the cluster answers the same.
 *
 * @throws as `requestAs` does.
 */
export async function reviewRules(
  cluster: ClusterRequests,
  caller: Caller,
  namespace: string,
): Promise<RulesReview> {
  const body = await requestAs(cluster, caller, {
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectRulesReview',
      spec: { namespace },
    },
    timeoutMs: 5_000,
  })
  const parsed = review.safeParse(body)
  if (!parsed.success) throw new ClusterUnreachable('The answer to a rules review is not one', true)
  return { incomplete: parsed.data.status.incomplete, rules: parsed.data.status.resourceRules }
}
