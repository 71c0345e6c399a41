import { expect, test } from 'vitest'
import { guard, type GuardRequest } from './guards.ts'
import { defaultSettings, NO_DELAYS } from './settings.ts'

function project(annotations: Record<string, string>, egressNetworkType = 'cloud'): object {
  return { metadata: { name: 'edge', annotations }, spec: { egressNetworkType } }
}

function request(more: Partial<GuardRequest>): GuardRequest {
  return {
    operation: 'UPDATE',
    group: 'kube-dc.com',
    plural: 'projects',
    groups: ['nimbus:org-admin'],
    object: project({ note: 'new' }),
    oldObject: project({}),
    ...more,
  }
}

const refused: unknown = expect.stringContaining('Modifying annotations on this resource is not allowed')

test.each<[string, Partial<GuardRequest>, unknown]>([
  ['an organization admin', {}, refused],
  ['a platform admin who signed in', { groups: ['platform:admin'] }, refused],
  ['a service account elsewhere', { groups: ['system:serviceaccounts:nimbus-edge'] }, refused],
  ['an Organization', { plural: 'organizations' }, refused],
  ['a group', { plural: 'organizationgroups' }, refused],
  ['taking one away', { object: project({}), oldObject: project({ note: 'old' }) }, refused],
  ['the cluster itself', { groups: ['system:masters'] }, undefined],
  ['the platform', { groups: ['system:serviceaccounts:kube-dc'] }, undefined],
  ['other changes', { object: project({ note: 'same' }), oldObject: project({ note: 'same' }) }, undefined],
  ['no annotations on either side', { object: { metadata: {} }, oldObject: { metadata: {} } }, undefined],
  ['creating with annotations', { operation: 'CREATE' }, undefined],
  ['an External IP', { plural: 'eips' }, undefined],
  ['the same plural of another group', { group: 'example.test' }, undefined],
])('annotations, changed by or on: %s', (_, more, expected) => {
  expect(guard(request(more), defaultSettings(NO_DELAYS))).toEqual(expected)
})

test.each([
  ['public', false, expect.stringContaining('not allowed')],
  ['public', true, undefined],
  ['cloud', false, undefined],
])('creating a %s Project where public ones are allowed: %s', (type, allowPublicProjects, expected) => {
  const settings = { ...defaultSettings(NO_DELAYS), allowPublicProjects }
  expect(guard(request({ operation: 'CREATE', object: project({}, type) }), settings)).toEqual(expected)
})

function balanced(type: string | undefined, ...ingress: object[]): object {
  const annotations = type === undefined ? {} : { 'network.kube-dc.com/external-network-type': type }
  return { metadata: { annotations }, status: { loadBalancer: { ingress } } }
}

const served = { ip: '203.0.113.14' }

test.each<[string, object, object, unknown]>([
  [
    'another type',
    balanced('cloud', served),
    balanced('public', served),
    expect.stringContaining('cannot be changed'),
  ],
  [
    'its first type',
    balanced(undefined, served),
    balanced('public', served),
    expect.stringContaining('allocated'),
  ],
  ['another type before there is an address', balanced('cloud'), balanced('public'), undefined],
  ['something else', balanced('cloud', served), balanced('cloud'), undefined],
])('a Service that gets %s', (_, oldObject, object, expected) => {
  const change = request({ group: '', plural: 'services', oldObject, object })
  expect(guard(change, defaultSettings(NO_DELAYS))).toEqual(expected)
})
