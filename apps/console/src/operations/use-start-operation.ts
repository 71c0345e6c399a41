import type { Started } from '@kube-dc/api/operations'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { useQueryClient } from '@tanstack/react-query'
import { useServices } from '../app/services.ts'
import { markOwnChange } from '../pages/networking/own-changes.ts'
import { useProject } from '../pages/project/project-context.ts'
import { keepOperation } from './operation-queries.ts'
import { useSending, type Sending } from './use-sending.ts'

/**
 * Starts operations in the open Project. What it begins is found again by its id, whatever becomes of this page. It answers
 * `operation: null` where it was one change, which is made.
 */
export function useStartOperation(): Sending<Intent, Started> {
  const { namespace } = useProject()
  const { api } = useServices()
  const client = useQueryClient()
  return useSending(
    (intent: Intent) => {
      // Before it is sent: the live channel may bring the change sooner than the answer comes.
      markOwnChange(namespace, intent.name)
      return api.call('startOperation', { params: { namespace }, body: intent })
    },
    ({ operation }) => {
      if (operation) keepOperation(client, namespace, operation)
    },
  )
}
