import type { Method } from '@kube-dc/networking/joins/views'
import { useMemo } from 'react'
import { z } from 'zod'
import { writeDraft, type Draft } from './draft.ts'
import { useTabStore } from './use-tab-store.ts'

const stored = z.object({ answers: z.string(), name: z.string() }).optional().catch(undefined)

interface LastMade {
  /** Name of what was made last in this tab with just these answers; undefined: nothing was. */
  readonly nameFor: (draft: Draft, method: Method) => string | undefined
  readonly keep: (draft: Draft, method: Method, name: string) => void
}

/** What the wizard made last in this tab, so that a look back does not make it twice unknowingly. */
export function useMade(): LastMade {
  const store = useTabStore('made')
  return useMemo(
    () => ({
      nameFor: (draft, method) => {
        const made = stored.parse(store.read())
        return made?.answers === answersOf(draft, method) ? made.name : undefined
      },
      keep: (draft, method, name) => store.write({ answers: answersOf(draft, method), name }),
    }),
    [store],
  )
}

/** Without the name: once it is taken, another one is suggested. */
function answersOf(draft: Draft, method: Method): string {
  return JSON.stringify({ method, ...writeDraft({ ...draft, name: undefined }, method) })
}
