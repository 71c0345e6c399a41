import { z } from 'zod'
import { personKey } from '../session/session-query.ts'
import type { Person } from '@kube-dc/api/session'
import type { ProjectParams } from './paths.ts'

const KEY = 'kube-dc.last-project'

// What is stored may be of an older release, or edited by hand.
const stored = z.record(z.string(), z.object({ organization: z.string(), project: z.string() }))

function read(): z.infer<typeof stored> {
  try {
    return stored.parse(JSON.parse(localStorage.getItem(KEY) ?? '{}'))
  } catch {
    return {}
  }
}

/** The Project that this person opened last in this browser. It may be gone, or no longer theirs. */
export function lastProject(person: Person): ProjectParams | undefined {
  return read()[personKey(person)]
}

/** Remembers it; a browser that keeps nothing only loses the convenience. */
export function rememberProject(person: Person, params: ProjectParams): void {
  try {
    const { organization, project } = params
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [personKey(person)]: { organization, project } }))
  } catch {
    // No storage, or a full one.
  }
}
