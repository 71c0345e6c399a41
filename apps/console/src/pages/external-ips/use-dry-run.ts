import type { ApiClient } from '@kube-dc/api/client'
import { createExternalIp } from '@kube-dc/api/external-ips'
import { useAsked, type DryRun } from '../networking/forms/use-asked.ts'

/**
 * Asks the server whether it would create this, without creating it.
 *
 * @param enabled false where asking makes no sense, because the form itself already knows better.
 */
export function useDryRun(
  api: ApiClient,
  namespace: string,
  values: { readonly name: string; readonly networkType: string | undefined },
  enabled: boolean,
): DryRun {
  const parsed = createExternalIp.safeParse(values)
  return useAsked(enabled && parsed.success ? parsed.data : undefined, {
    key: [namespace],
    ask: (body, signal) =>
      api.call('createExternalIp', { params: { namespace }, query: { dryRun: 'true' }, body }, { signal }),
  })
}
