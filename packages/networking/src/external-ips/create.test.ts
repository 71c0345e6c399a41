import { describe, expect, it } from 'vitest'
import { accessFromRules } from '../access.ts'
import { installation } from '../model/installation.ts'
import { publicQuota } from '../quota.ts'
import { BOTH_TYPES, CLOUD_ONLY, NOW, org } from '../testing/samples.ts'
import {
  canCreateExternalIp,
  externalIpNameProblem,
  offeredTypes,
  suggestedName,
  suggestedType,
  type CreateFacts,
} from './create.ts'

const edge = { organization: 'nimbus', name: 'edge', egressNetworkType: 'cloud' } as const
const arena = { organization: 'nimbus', name: 'arena', egressNetworkType: 'public' } as const
const room = publicQuota('nimbus', org({ used: '2', hard: '3' }))
const full = publicQuota('nimbus', org({ used: '3', hard: '3' }))

describe('offeredTypes', () => {
  it('tells what each type means in a cloud Project', () => {
    const [cloud, open] = offeredTypes(edge, BOTH_TYPES, room, NOW)
    expect(cloud).toMatchObject({ type: 'cloud', offered: true, cost: 'Not limited by your plan.' })
    expect(cloud?.meaning).toContain('the Internet does not reach')
    expect(open).toMatchObject({ type: 'public', offered: true })
    expect(open?.meaning).toBe(
      'An address that the Internet can reach. edge itself keeps reaching out through its cloud address.',
    )
    expect(open?.cost).toBe('Public addresses: 2 of 3 used in nimbus, as of 2 minutes ago.')
    expect(open).not.toHaveProperty('warning')
  })

  it('tells it differently in a public one', () => {
    const [cloud, open] = offeredTypes(arena, BOTH_TYPES, room, NOW)
    expect(cloud?.meaning).toContain('arena itself reaches out through a public one')
    expect(open?.meaning).toContain('beside the public one through which arena reaches out')
  })

  it('shows what is not offered, with the reason', () => {
    const [, open] = offeredTypes(edge, CLOUD_ONLY, full, NOW)
    expect(open).toMatchObject({
      offered: false,
      reason: 'This installation offers no public addresses. Its provider decides that.',
    })
    expect(open).not.toHaveProperty('warning')
  })

  it('warns of a spent quota and leaves the last word to the platform', () => {
    const [cloud, open] = offeredTypes(edge, BOTH_TYPES, full, NOW)
    expect(open).toMatchObject({
      offered: true,
      warning: 'No public address left: nimbus uses 3 of 3. A new one waits until another is deleted.',
    })
    expect(cloud).not.toHaveProperty('warning')
  })

  it('tells those that wait from those that have an address', () => {
    const over = publicQuota('nimbus', org({ used: '4', hard: '3' }))
    const [, open] = offeredTypes(edge, BOTH_TYPES, over, NOW, 1)
    expect(open?.warning).toBe(
      'No public address left: nimbus uses 3 of 3, 1 more waits. A new one waits until another is deleted.',
    )
  })
})

describe('suggestions', () => {
  it.each([
    [BOTH_TYPES, 'cloud'],
    [
      installation.parse({
        ...BOTH_TYPES,
        defaultTypes: { ...BOTH_TYPES.defaultTypes, externalIp: 'public' },
      }),
      'public',
    ],
    [installation.parse({ networkTypes: ['public'] }), 'public'],
  ])('begin with an offered type, case %#', (given, type) => {
    expect(suggestedType(given)).toBe(type)
  })

  it('give a free name', () => {
    expect(suggestedName('public', new Set())).toBe('public-ip')
    expect(suggestedName('public', new Set(['public-ip']))).toBe('public-ip-2')
  })

  it.each([
    ['uplink-c', undefined],
    ['uplink-a', 'uplink-a exists already. uplink-a-2 is free.'],
    ['default-gw', 'default-gw is the name of the Project’s way out. Choose another.'],
    ['Uplink', 'Use lower case letters: upper case is not allowed in names.'],
  ])('judge the name %s', (name, problem) => {
    expect(externalIpNameProblem(name, new Set(['uplink-a']))).toBe(problem)
  })
})

describe('canCreateExternalIp', () => {
  const verbs = (list: string[]) =>
    accessFromRules({
      rules: [{ apiGroups: ['kube-dc.com'], resources: ['eips'], verbs: list, resourceNames: [] }],
      incomplete: false,
    })
  const facts: CreateFacts = {
    access: verbs(['create']),
    project: { ...edge, ready: true },
    installation: BOTH_TYPES,
    quota: full,
    now: NOW,
  }

  it.each([
    ['allowed', {}, undefined],
    ['allowed until access is known', { access: undefined }, undefined],
    ['allowed where readiness is not known', { project: edge }, undefined],
    [
      'denied',
      { access: verbs(['list']) },
      'Your role here cannot create External IPs. A developer or admin can.',
    ],
    [
      'not yet',
      { project: { ...edge, ready: false } },
      'edge is not ready: the platform is still making it, or it is over a limit. Nothing can be created in it before.',
    ],
  ])('%s', (_name, overrides, reason) => {
    const verdict = canCreateExternalIp({ ...facts, ...overrides })
    expect(verdict.allowed ? undefined : verdict.reason).toBe(reason)
    expect(verdict.info.types.map(({ type }) => type)).toEqual(['cloud', 'public'])
  })
})
