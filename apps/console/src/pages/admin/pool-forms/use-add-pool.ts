import type { Started } from '@kube-dc/api/operations'
import {
  judgeAddPool,
  judgeUnfinishedPool,
  type AddPoolFacts,
  type AddPoolJudgement,
} from '@kube-dc/networking/pool-changes/add-pool'
import { addPool, type AddPool } from '@kube-dc/networking/pool-changes/wishes'
import { knownProviders } from '@kube-dc/networking/pool-changes/vlan-choice'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useServices } from '../../../app/services.ts'
import { keepOperation } from '../../../operations/operation-queries.ts'
import { useSending } from '../../../operations/use-sending.ts'
import { useJudgedForm, type JudgedForm } from '../../networking/forms/use-judged-form.ts'
import { usePlatformHere } from '../admin-context.ts'
import { addPoolState, addPoolWish, NEW_POOL, type AddPoolState } from './add-pool-state.ts'

interface AddPoolForm {
  readonly form: JudgedForm<AddPoolState, AddPoolJudgement, Started>
  /** Provider networks to offer. */
  readonly providers: readonly string[]
}

/** The state of the form; what it asks for runs as an operation of the platform. */
export function useAddPool(facts: AddPoolFacts): AddPoolForm {
  const { namespace } = usePlatformHere()
  const { api } = useServices()
  const client = useQueryClient()
  const providers = useMemo(() => knownProviders(facts.vlans), [facts.vlans])
  const sending = useSending(
    (body: AddPool) => api.call('addPool', { body }),
    ({ operation }) => {
      if (operation) keepOperation(client, namespace, operation)
    },
  )
  const form = useJudgedForm({
    initial: NEW_POOL,
    draft: addPoolState,
    wishOf: useCallback((state: AddPoolState) => addPoolWish(state, providers), [providers]),
    schema: addPool,
    judge: useCallback((wish: AddPool) => judgeAddPool(wish, facts), [facts]),
    unfinished: useCallback(
      (state: AddPoolState) => judgeUnfinishedPool(addPoolWish(state, providers), facts),
      [providers, facts],
    ),
    sending,
    dryRun: {
      key: ['add-pool'],
      ask: (body, signal) => api.call('addPool', { query: { dryRun: 'true' }, body }, { signal }),
    },
  })
  return { form, providers }
}
