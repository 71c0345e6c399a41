import { expect, test } from 'vitest'
import { ORGANIZATION_RULES, PROJECT_ROLES, projectRules, type ProjectRole } from './roles.ts'

function verbs(role: ProjectRole, group: string, plural: string): string {
  const rules = projectRules(role).filter(
    (rule) => rule.apiGroups.includes(group) && rule.resources.includes(plural),
  )
  return rules.flatMap((rule) => rule.verbs).join(' ')
}

test.each<[string, string, string, string, string, string]>([
  [
    'kube-dc.com',
    'eips',
    'create get list watch delete',
    'create get list watch delete',
    'get list watch',
    'get list',
  ],
  [
    'kube-dc.com',
    'fips',
    'create get list watch delete',
    'create get list watch delete',
    'get list watch',
    'get list',
  ],
  ['', 'services', '*', '*', 'get list watch', 'get list'],
  ['', 'secrets', '*', 'get list', 'get list', ''],
  ['', 'events', 'get list watch', 'get list watch', 'get list watch', 'get list'],
  ['discovery.k8s.io', 'endpointslices', 'get list', 'get list', 'get list', 'get list'],
  ['subresources.kubevirt.io', 'virtualmachineinstances/guestosinfo', 'get', 'get', 'get', 'get'],
  ['rbac.authorization.k8s.io', 'rolebindings', '*', '', '', ''],
  ['networking.k8s.io', 'networkpolicies', '', '', '', ''],
  ['kubeovn.io', 'subnets', '', '', '', ''],
  ['kube-dc.com', 'projects', '', '', '', ''],
])('%s %s', (group, plural, ...expected) => {
  expect(PROJECT_ROLES.map((role) => verbs(role, group, plural))).toEqual(expected)
})

test('no tenant role may change an EIp or FIp', () => {
  for (const role of PROJECT_ROLES) expect(verbs(role, 'kube-dc.com', 'eips')).not.toMatch(/update|patch|\*/)
})

test('Organization roles are those of the Organization’s namespace', () => {
  expect(ORGANIZATION_RULES.user.map(({ resources, verbs }) => [resources, verbs])).toEqual([
    [['organizations'], ['get']],
    [['projects'], ['get', 'list']],
  ])
  expect(ORGANIZATION_RULES.admin.map(({ resources, verbs }) => [resources, verbs])).toEqual([
    [['organizations'], ['get', 'list', 'watch', 'update', 'patch']],
    [['projects', 'organizationgroups'], ['*']],
  ])
})
