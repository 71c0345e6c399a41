import type { ProjectSummary } from '@kube-dc/api/session'
import { describe, expect, it } from 'vitest'
import type { ChannelView } from '../../live/channel.ts'
import { project, unreadable } from '../../test/objects.ts'
import { currentProjects, projectState } from './project-state.ts'

const EDGE = { organization: 'nimbus', project: 'edge' }
const listed: readonly ProjectSummary[] = [
  { organization: 'nimbus', name: 'edge', backingNamespace: 'nimbus-edge', ready: true, detail: 'full' },
]

function live(part: Partial<ChannelView<'projects'>> = {}): ChannelView<'projects'> {
  return { status: 'loading', objects: [], upstream: undefined, problem: undefined, ...part }
}

describe('the state of a Project', () => {
  it.each([
    ['nothing is known yet', undefined, live(), 'loading'],
    ['the list has it, the channel is on its way', listed, live(), 'open'],
    ['only the channel has it: it is new', [], live({ status: 'ready', objects: [project('edge')] }), 'open'],
    [
      'the channel has it before the list has come',
      undefined,
      live({ status: 'ready', objects: [project('edge')] }),
      'open',
    ],
    ['neither has it', [], live({ status: 'ready' }), 'unknown'],
    ['the list lacks it and the channel may not be read', [], live({ status: 'forbidden' }), 'unknown'],
    [
      'the list had it and the channel does not: it was deleted',
      listed,
      live({ status: 'ready' }),
      'deleted',
    ],
    ['the channel may not be read: the list counts', listed, live({ status: 'forbidden' }), 'open'],
    ['the channel failed: the list counts', listed, live({ status: 'error' }), 'open'],
    [
      'its object cannot be read: the list counts',
      listed,
      live({ status: 'ready', objects: [unreadable('edge')] }),
      'open',
    ],
    [
      'it has no namespace yet',
      [{ organization: 'nimbus', name: 'edge', detail: 'full' } as const],
      live(),
      'not-ready',
    ],
  ])('%s', (_, list, channel, state) => {
    expect(projectState(EDGE, { listed: list, live: channel }).state).toBe(state)
  })

  it('is not mixed up with a Project of the same name in another Organization', () => {
    const other: ProjectSummary[] = [
      { organization: 'harbor', name: 'edge', backingNamespace: 'harbor-edge', detail: 'full' },
    ]
    expect(projectState(EDGE, { listed: other, live: live({ status: 'forbidden' }) }).state).toBe('unknown')
  })

  it('takes the live object’s word over the list’s', () => {
    const object = project('edge', {
      ready: false,
      backingNamespace: 'edge-1',
      meta: { deletedAt: '2026-08-03T12:00:00Z' },
    })
    expect(projectState(EDGE, { listed, live: live({ status: 'ready', objects: [object] }) })).toEqual({
      state: 'open',
      project: {
        organization: 'nimbus',
        name: 'edge',
        backingNamespace: 'edge-1',
        ready: false,
        egressNetworkType: 'cloud',
        cidr: '10.61.4.0/22',
        deletedAt: '2026-08-03T12:00:00Z',
      },
    })
  })
})

describe('the Projects of the switcher', () => {
  it('follow the channel for the open Organization and the list for the others', () => {
    const gate: ProjectSummary = { organization: 'harbor', name: 'gate', detail: 'full' }
    const channel = live({ status: 'ready', objects: [project('arena')] })
    expect(currentProjects('nimbus', { listed: [...listed, gate], live: channel })).toEqual([
      { organization: 'nimbus', name: 'arena', detail: 'full' },
      gate,
    ])
  })

  it('are the list’s where the channel says nothing', () => {
    expect(currentProjects('nimbus', { listed, live: live({ status: 'forbidden' }) })).toBe(listed)
    expect(currentProjects('nimbus', { listed: undefined, live: live() })).toBeUndefined()
  })
})
