import { useCallback, useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import { draftsOf } from './drafts.ts'
import { personKey, useSession } from './session-query.ts'

export interface Draft {
  /** What was typed here before the page was loaded anew, if anything was. */
  readonly restored: Readonly<Record<string, unknown>> | undefined
  /** Keeps these values from now on. */
  readonly keep: (values: object) => void
  /** Forgets what is kept: it was accepted, and the page may be loaded anew before it is left. */
  readonly drop: () => void
}

/**
 * The draft of the form on this page, told by its whole address: a form about another object is another one. It survives
 * a page load and nothing else: leaving the form within the application means that it was saved or given up.
 */
export function useDraft(): Draft {
  const { pathname, search } = useLocation()
  const page = `${pathname}${search}`
  const owner = personKey(useSession().person)
  const drafts = useMemo(() => draftsOf(owner), [owner])
  const restored = useMemo(() => drafts.read(page), [drafts, page])
  useEffect(() => () => drafts.remove(page), [drafts, page])
  const keep = useCallback((values: object) => drafts.write(page, values), [drafts, page])
  const drop = useCallback(() => drafts.remove(page), [drafts, page])
  return { restored, keep, drop }
}
