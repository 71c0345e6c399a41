import { changePool, type ChangePool } from '@kube-dc/api/pools'
import {
  DEFAULT_MTU,
  judgeEdit,
  previewEdit,
  type EditPreview,
} from '@kube-dc/networking/pool-changes/pool-edit'
import type { Pool } from '@kube-dc/networking/pools/pool'
import { useCallback } from 'react'
import { z } from 'zod'
import { useServices } from '../../../app/services.ts'
import { useSending } from '../../../operations/use-sending.ts'
import { useJudgedForm, type JudgedForm } from '../../networking/forms/use-judged-form.ts'
import { usePlatformHere } from '../admin-context.ts'
import { usePoolHere } from '../pools/pool-context.ts'
import { numberOf } from './add-pool-state.ts'

const draft = z.object({ mtu: z.string() })

type State = z.infer<typeof draft>

interface PoolEditForm {
  readonly form: JudgedForm<State, ReturnType<typeof judgeEdit>, unknown>
  /** Undefined while what is typed changes nothing. */
  readonly preview: EditPreview | undefined
}

/** State of the form that changes a pool. */
export function usePoolEdit(pool: Pool): PoolEditForm {
  const { access } = usePlatformHere()
  const { view } = usePoolHere()
  const { api } = useServices()
  const { name, subnet } = pool
  const { mtu: seen = null } = subnet
  const { uid } = subnet.meta
  const wishOf = useCallback(
    ({ mtu }: State) => ({ mtu: numberOf(mtu), uid, seen: { mtu: seen } }),
    [uid, seen],
  )
  const form = useJudgedForm({
    initial: { mtu: String(seen ?? DEFAULT_MTU) },
    draft,
    wishOf,
    schema: changePool,
    judge: useCallback((wish: ChangePool) => judgeEdit(wish, pool, access), [pool, access]),
    sending: useSending((body: ChangePool) => api.call('changePool', { params: { name }, body })),
    dryRun: {
      key: ['change-pool', name],
      ask: (body, signal) =>
        api.call('changePool', { params: { name }, query: { dryRun: 'true' }, body }, { signal }),
    },
  })
  const wish = changePool.safeParse(wishOf(form.state)).data
  const preview = wish && wish.mtu !== seen ? previewEdit(wish, pool, view.held.length) : undefined
  return { form, preview }
}
