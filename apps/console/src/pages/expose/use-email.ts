import { useMemo } from 'react'
import { z } from 'zod'
import { paths } from '../../app/paths.ts'
import { draftsOf } from '../../session/drafts.ts'
import { personKey, useSession } from '../../session/session-query.ts'
import { useProject } from '../project/project-context.ts'

const stored = z.object({ email: z.string() }).catch({ email: '' })

interface KeptEmail {
  readonly read: () => string
  readonly keep: (email: string) => void
}

/** The e-mail for the Issuer, kept in this tab over page loads: every other answer of the wizard stands in its URL. */
export function useEmail(): KeptEmail {
  const { params } = useProject()
  const owner = personKey(useSession().person)
  const path = paths.expose(params)
  return useMemo(() => {
    const drafts = draftsOf(owner)
    return {
      read: () => stored.parse(drafts.read(path)).email,
      keep: (email) => drafts.write(path, { email }),
    }
  }, [owner, path])
}
