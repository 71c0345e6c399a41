import type { ViewState } from './view-state.ts'

/** How far somebody who has made an exposure is: what the last page of the wizard says above everything else. */
export interface Standing {
  /** It does what it was made for: it is proven from end to end, and nothing that is found stands against it. */
  readonly ready: boolean
  /** How it is marked; what is made and has something against it is marked as waiting is. */
  readonly mark: ViewState['state']
  /** In one line, without the name. */
  readonly heading: string
}

const HEADINGS = {
  ok: 'It is ready',
  waiting: 'It is being made ready',
  broken: 'It does not work yet',
  unknown: 'Whether it works cannot be told here',
} as const satisfies Readonly<Record<ViewState['state'], string>>

/**
 * What counts as ready. Everything may be in its place and still lead where likely nothing answers: then that is said,
 * and not that it is ready. Endpoints of which only some are ready pass traffic, so they take nothing away.
 */
export function standing({ state, findings }: Pick<ViewState, 'state' | 'findings'>): Standing {
  const [worst] = findings
  if (worst?.severity !== 'notice' || state === 'broken' || state === 'waiting') {
    return { ready: state === 'ok', mark: state, heading: HEADINGS[state] }
  }
  const made = state === 'ok' ? 'It is made and given out' : 'It is made'
  return {
    ready: false,
    mark: 'waiting',
    heading: `${made}, but ${worst.outcome ?? 'there is something to look at'}`,
  }
}
