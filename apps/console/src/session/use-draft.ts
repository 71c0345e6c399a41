import { useCallback, useEffect, useMemo } from 'react'
import { useLocation } from 'react-router'
import { draftsOf } from './drafts.ts'
import { personKey, useSession } from './session-query.ts'

export interface Draft {
  /** What was typed here before the page was loaded anew, if anything was. */
  readonly restored: Readonly<Record<string, unknown>> | undefined
  /** Keeps these values from now on. */
  readonly keep: (values: object) => void
}

/**
 * The draft of the form on this page. It survives a page load and nothing else: leaving the form within the application
 * means that it was saved or given up.
 */
export function useDraft(): Draft {
  const { pathname } = useLocation()
  const owner = personKey(useSession().person)
  const drafts = useMemo(() => draftsOf(owner), [owner])
  const restored = useMemo(() => drafts.read(pathname), [drafts, pathname])
  useEffect(() => () => drafts.remove(pathname), [drafts, pathname])
  const keep = useCallback((values: object) => drafts.write(pathname, values), [drafts, pathname])
  return { restored, keep }
}
