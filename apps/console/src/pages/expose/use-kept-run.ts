import { useMemo } from 'react'
import { z } from 'zod'
import { STEPS, type Step } from './steps.ts'
import { useTabStore } from './use-tab-store.ts'

const stored = z
  .object({ step: z.enum(STEPS), query: z.string() })
  .optional()
  .catch(undefined)

interface Run {
  readonly step: Step
  /** Its answers, as the URL of that step has them. */
  readonly query: URLSearchParams
}

interface KeptRun {
  readonly read: () => Run | undefined
  readonly keep: (step: Step, query: URLSearchParams) => void
  readonly forget: () => void
}

/** The run of the wizard that was begun last in this tab and neither applied nor cancelled. */
export function useKeptRun(): KeptRun {
  const store = useTabStore('run')
  return useMemo(
    () => ({
      read: () => {
        const run = stored.parse(store.read())
        return run && { step: run.step, query: new URLSearchParams(run.query) }
      },
      keep: (step, query) => store.write({ step, query: query.toString() }),
      forget: store.remove,
    }),
    [store],
  )
}
