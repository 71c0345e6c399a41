import { describe, expect, it } from 'vitest'
import {
  accessFromRules,
  deniedReason,
  journalDeniedReason,
  standardRole,
  type ResourceRule,
  type StandardRole,
} from './access.ts'

function grant(group: string, resource: string, verbs: string, resourceNames: string[] = []): ResourceRule {
  return { apiGroups: [group], resources: [resource], verbs: verbs.split(' '), resourceNames }
}

/** The rules of each standard role as the platform writes them (kube-dc.md §8.3), as far as they matter. */
const ROLES: Readonly<Record<StandardRole, readonly ResourceRule[]>> = {
  user: [grant('kube-dc.com', 'eips', 'get list'), grant('', 'services', 'get list')],
  'project-manager': [
    {
      apiGroups: ['kube-dc.com'],
      resources: ['eips', 'fips'],
      verbs: ['get', 'list', 'watch'],
      resourceNames: [],
    },
    grant('', 'services', 'get list watch'),
    grant('', 'secrets', 'get list'),
  ],
  developer: [
    grant('kube-dc.com', 'eips', 'create get list watch delete'),
    grant('', 'services', '*'),
    grant('', 'secrets', 'get list'),
  ],
  admin: [
    grant('kube-dc.com', 'eips', 'create get list watch delete'),
    { apiGroups: [''], resources: ['services', 'secrets'], verbs: ['*'], resourceNames: [] },
    grant('rbac.authorization.k8s.io', 'rolebindings', '*'),
  ],
}

const everything = [grant('*', '*', '*')]

const EVERY_VERB = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

describe('accessFromRules', () => {
  it.each([
    ['user', { 'external-ips': ['get', 'list'], services: ['get', 'list'] }],
    [
      'project-manager',
      {
        'external-ips': ['get', 'list', 'watch'],
        'floating-ips': ['get', 'list', 'watch'],
        services: ['get', 'list', 'watch'],
      },
    ],
    ['developer', { 'external-ips': ['create', 'delete', 'get', 'list', 'watch'], services: EVERY_VERB }],
    ['admin', { 'external-ips': ['create', 'delete', 'get', 'list', 'watch'], services: EVERY_VERB }],
  ] as const)('reads role %s', (role, verbs) => {
    expect(accessFromRules({ rules: ROLES[role], incomplete: false })).toEqual({
      verbs,
      incomplete: false,
      journal: false,
      role,
    })
  })

  it('takes several bindings as the strongest', () => {
    expect(standardRole([...ROLES.user, ...ROLES.developer])).toBe('developer')
    expect(standardRole([...ROLES.admin, ...ROLES['project-manager']])).toBe('admin')
  })

  it('spells wildcards out, and takes them for no standard role', () => {
    const access = accessFromRules({ rules: everything, incomplete: false })
    expect(access.verbs['external-ips']).toEqual(EVERY_VERB)
    expect(access.verbs.organizations).toContain('update')
    expect(access.role).toBeUndefined()
  })

  it('takes a custom role for none, even when it is close', () => {
    const more = [...ROLES.user, grant('kube-dc.com', 'eips', 'create')]
    expect(accessFromRules({ rules: more, incomplete: false })).toEqual({
      verbs: { 'external-ips': ['create', 'get', 'list'], services: ['get', 'list'] },
      incomplete: false,
      journal: false,
    })
  })

  it('ignores other groups, subresources and rules that name nothing', () => {
    const rules = [
      grant('example.com', 'eips', 'delete'),
      grant('kube-dc.com', 'eips/status', 'update'),
      { apiGroups: [], resources: [], verbs: ['*'], resourceNames: [] },
    ]
    expect(accessFromRules({ rules, incomplete: false })).toEqual({
      verbs: {},
      incomplete: false,
      journal: false,
    })
  })

  it('takes rules for single objects as something it cannot tell', () => {
    const rules = [grant('kube-dc.com', 'eips', 'delete', ['uplink-a'])]
    expect(accessFromRules({ rules, incomplete: false })).toEqual({
      verbs: {},
      incomplete: true,
      journal: false,
    })
    expect(accessFromRules({ rules: [grant('', 'nodes', 'get', ['a'])], incomplete: false }).incomplete).toBe(
      false,
    )
  })

  it('keeps what the cluster could not list', () => {
    expect(accessFromRules({ rules: [], incomplete: true })).toEqual({
      verbs: {},
      incomplete: true,
      journal: false,
    })
  })
})

describe('journalDeniedReason', () => {
  const of = (...rules: ResourceRule[]) => accessFromRules({ rules, incomplete: false })

  it.each([
    ['all verbs', of(grant('', 'configmaps', '*')), undefined],
    ['those that it takes', of(grant('', 'configmaps', 'create get list patch delete')), undefined],
    [
      'no delete',
      of(grant('', 'configmaps', 'create get list patch')),
      'Your role here cannot keep ConfigMaps. A change of several steps writes down in one how far it is, so that it can be finished or undone. A developer or admin can.',
    ],
    ['access not known', undefined, undefined],
    ['an answer that does not tell', { verbs: {}, incomplete: false }, undefined],
    ['rules that could not be listed', accessFromRules({ rules: [], incomplete: true }), undefined],
  ])('%s', (_name, access, reason) => {
    expect(journalDeniedReason(access)).toBe(reason)
  })
})

describe('deniedReason', () => {
  const of = (rules: readonly ResourceRule[], incomplete = false) => accessFromRules({ rules, incomplete })

  it.each([
    [of(ROLES.user), 'create', 'Your role, user, cannot create External IPs. A developer or admin can.'],
    [
      of(ROLES['project-manager']),
      'delete',
      'Your role, project-manager, cannot delete External IPs. A developer or admin can.',
    ],
    [of([]), 'create', 'Your role here cannot create External IPs. A developer or admin can.'],
    [of(ROLES.user), 'patch', 'Your role, user, cannot change External IPs. A developer or admin can.'],
    [of(ROLES.developer), 'create', undefined],
    [of(everything), 'delete', undefined],
    [of([], true), 'create', undefined],
    [undefined, 'create', undefined],
  ] as const)('case %#', (access, verb, reason) => {
    expect(deniedReason(access, verb, 'external-ips')).toBe(reason)
  })

  it('names who else can, per kind', () => {
    expect(deniedReason(of([]), 'create', 'projects')).toBe(
      'Your role here cannot create Projects. An organization admin can.',
    )
    expect(deniedReason(of([]), 'delete', 'organizations')).toContain('A platform admin can.')
  })
})
