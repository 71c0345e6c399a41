import { changeExclusions, type ChangeExclusions, type ExclusionOutcome } from '@kube-dc/api/pools'
import { judgeExclusions, type ExclusionJudgement } from '@kube-dc/networking/pool-changes/exclusions'
import type { Cell } from '@kube-dc/networking/pools/cell'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { z } from 'zod'
import { useServices } from '../../../app/services.ts'
import { useSending } from '../../../operations/use-sending.ts'
import { useJudgedForm, type JudgedForm } from '../../networking/forms/use-judged-form.ts'
import { usePlatformHere } from '../admin-context.ts'
import { usePoolHere } from '../pools/pool-context.ts'
import { rangeRows, withRow } from './range-rows.ts'

const state = z.object({ do: z.enum(['reserve', 'release']), ranges: rangeRows })

export type ExclusionState = z.infer<typeof state>

export type HeldCell = Cell<AddressReport>

export type ExclusionForm = JudgedForm<ExclusionState, ExclusionJudgement<HeldCell>, ExclusionOutcome>

/** State of the form: what it does and one address may be in its URL already. */
export function useExclusions(): ExclusionForm {
  const { pool, view } = usePoolHere()
  const { access } = usePlatformHere()
  const { api } = useServices()
  const [query] = useSearchParams()
  const { name, subnet } = pool
  const { held } = view
  return useJudgedForm({
    initial: {
      do: query.get('do') === 'release' ? 'release' : 'reserve',
      ranges: withRow([], query.get('address') ?? ''),
    },
    draft: state,
    wishOf: useCallback(
      ({ do: what, ranges }: ExclusionState) => ({
        do: what,
        ranges: ranges.map(({ text }) => text),
        uid: subnet.meta.uid,
        seen: { excludeIps: subnet.excludeIps },
      }),
      [subnet],
    ),
    schema: changeExclusions,
    // What Services have for themselves is known to the server alone, which says so at the field.
    judge: useCallback(
      (wish: ChangeExclusions) => judgeExclusions(wish, { pool, held }, { access, claims: [] }),
      [pool, held, access],
    ),
    sending: useSending((body: ChangeExclusions) => api.call('changeExclusions', { params: { name }, body })),
    dryRun: {
      key: ['exclusions', name],
      ask: (body, signal) =>
        api.call('changeExclusions', { params: { name }, query: { dryRun: 'true' }, body }, { signal }),
    },
  })
}
