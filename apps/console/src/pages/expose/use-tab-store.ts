import { useMemo } from 'react'
import { paths } from '../../app/paths.ts'
import { draftsOf } from '../../session/drafts.ts'
import { personKey, useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'

interface TabStore {
  /** Anything: perhaps an older release has left it. */
  readonly read: () => unknown
  readonly write: (values: object) => void
  readonly remove: () => void
}

/** What the wizard keeps in this tab for this person and Project, one record for each part. */
export function useTabStore(part: string): TabStore {
  const { params } = useProject()
  const owner = personKey(useSession().person)
  const path = `${paths.expose(params)}/${part}`
  return useMemo(() => {
    const drafts = draftsOf(owner)
    return {
      read: () => drafts.read(path),
      write: (values) => drafts.write(path, values),
      remove: () => drafts.remove(path),
    }
  }, [owner, path])
}
