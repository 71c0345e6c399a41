import type { Api } from './api.ts'
import { SERVER } from './api.ts'
import type { JsonObject } from './json.ts'
import type { KubeObject } from './object.ts'
import { createObject } from './writes.ts'

const RBAC = 'rbac.authorization.k8s.io'

/** Namespaces that every cluster has. */
const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system']

const discoveryPaths = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
]

/** The default ClusterRoles that matter to people, with whom they are bound to. Aggregation to edit and view is left out. */
const CLUSTER_ROLES: readonly { name: string; rules: JsonObject[]; groups: string[] }[] = [
  {
    name: 'cluster-admin',
    rules: [
      { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
      { nonResourceURLs: ['*'], verbs: ['*'] },
    ],
    groups: ['system:masters'],
  },
  {
    name: 'system:basic-user',
    rules: [
      {
        apiGroups: ['authorization.k8s.io'],
        resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
        verbs: ['create'],
      },
      { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
    ],
    groups: ['system:authenticated'],
  },
  {
    name: 'system:discovery',
    rules: [{ nonResourceURLs: discoveryPaths, verbs: ['get'] }],
    groups: ['system:authenticated'],
  },
  {
    name: 'system:public-info-viewer',
    rules: [{ nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'], verbs: ['get'] }],
    groups: ['system:authenticated', 'system:unauthenticated'],
  },
]

/** The API server itself, as it is found from within. */
const KUBERNETES: JsonObject = {
  kind: 'Service',
  apiVersion: 'v1',
  metadata: { name: 'kubernetes', labels: { component: 'apiserver', provider: 'kubernetes' } },
  spec: {
    clusterIP: '10.101.0.1',
    clusterIPs: ['10.101.0.1'],
    ports: [{ name: 'https', port: 443, targetPort: 6443 }],
  },
}

const defaults = (name: string) => ({
  name,
  annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
  labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
})

/** Makes what is in every cluster from its first second. */
export async function bootstrap(api: Api): Promise<void> {
  const create = (group: string, plural: string, object: KubeObject) =>
    createObject(api, api.registry.builtin(group, plural), '', object, { user: SERVER, dryRun: false })
  for (const name of NAMESPACES) {
    await create('', 'namespaces', { kind: 'Namespace', apiVersion: 'v1', metadata: { name } })
  }
  const services = api.registry.builtin('', 'services')
  await createObject(api, services, 'default', services.rules.decode(KUBERNETES, []), {
    user: SERVER,
    dryRun: false,
  })
  for (const { name, rules, groups } of CLUSTER_ROLES) {
    const apiVersion = `${RBAC}/v1`
    await create(RBAC, 'clusterroles', { kind: 'ClusterRole', apiVersion, metadata: defaults(name), rules })
    await create(RBAC, 'clusterrolebindings', {
      kind: 'ClusterRoleBinding',
      apiVersion,
      metadata: defaults(name),
      roleRef: { apiGroup: RBAC, kind: 'ClusterRole', name },
      subjects: groups.map((group) => ({ apiGroup: RBAC, kind: 'Group', name: group })),
    })
  }
}
