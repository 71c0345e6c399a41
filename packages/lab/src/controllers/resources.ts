import { z } from 'zod'

/** One kind of the cluster: where it is served and how an object of it is read. */
export interface Resource<T> {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
  readonly schema: z.ZodType<T>
}

/** An object to send: a plain manifest. */
export interface Manifest {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name?: string
    readonly namespace?: string
    readonly [field: string]: unknown
  }
  readonly [field: string]: unknown
}

/** Which object: without a namespace for cluster-scoped kinds. */
export interface Reference {
  readonly name: string
  readonly namespace?: string
}

export const text = z.string().nullish()
export const texts = z.record(z.string(), z.string()).nullish()

export const meta = z
  .object({
    name: z.string(),
    namespace: text,
    uid: z.string(),
    resourceVersion: z.string(),
    creationTimestamp: z.string(),
    deletionTimestamp: text,
    labels: texts,
    annotations: texts,
    finalizers: z.array(z.string()).nullish(),
    ownerReferences: z.array(z.object({ kind: z.string(), name: z.string(), uid: z.string() })).nullish(),
  })
  .transform((raw) => ({
    name: raw.name,
    ...(raw.namespace && { namespace: raw.namespace }),
    uid: raw.uid,
    resourceVersion: raw.resourceVersion,
    createdAt: raw.creationTimestamp,
    deleting: Boolean(raw.deletionTimestamp),
    labels: raw.labels ?? {},
    annotations: raw.annotations ?? {},
    finalizers: raw.finalizers ?? [],
    owners: raw.ownerReferences ?? [],
  }))

export type Meta = z.infer<typeof meta>

/** What every object that the controllers read has in common. */
export interface Stored {
  readonly metadata: Meta
}

const condition = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string(),
  message: z.string(),
  lastTransitionTime: z.string(),
})

export type Condition = z.infer<typeof condition>

export const conditions = z.array(condition).nullish()

/** A kind, served at this group, version and plural. */
export function resource<T>(
  group: string,
  version: string,
  plural: string,
  kind: string,
  schema: z.ZodType<T>,
): Resource<T> {
  return { group, version, plural, kind, schema }
}

/** Objects of which the controllers need no more than that they are there. */
export const bare = z.object({ metadata: meta })

export type Bare = z.infer<typeof bare>

const externalIp = z.object({
  metadata: meta,
  spec: z.object({ externalNetworkType: text }).nullish(),
  status: z
    .object({
      ipAddress: text,
      ovnEIpRef: text,
      ownershipType: text,
      owners: z.array(z.object({ type: z.string(), ownerRef: z.string() })).nullish(),
      ready: z.boolean().nullish(),
      deleteReleased: z.boolean().nullish(),
      conditions,
    })
    .nullish(),
})

export type ExternalIp = z.infer<typeof externalIp>

const project = z.object({
  metadata: meta,
  spec: z.object({ cidrBlock: z.string(), egressNetworkType: z.string(), gwLanIp: text }),
  status: z.object({ namespace: text, ready: z.boolean().nullish(), conditions }).nullish(),
})

export type Project = z.infer<typeof project>

const figure = z.object({ used: text, hard: text }).nullish()

const organization = z.object({
  metadata: meta,
  status: z
    .object({
      ready: z.boolean().nullish(),
      quotaEnforced: z.boolean().nullish(),
      quotaPlanId: text,
      quotaUsage: z.object({ publicIPv4: figure, lastUpdated: text }).nullish(),
    })
    .nullish(),
})

export type Organization = z.infer<typeof organization>

const organizationGroup = z.object({
  metadata: meta,
  spec: z
    .object({ permissions: z.array(z.object({ project: z.string(), roles: z.array(z.string()) })).nullish() })
    .nullish(),
})

export type OrganizationGroup = z.infer<typeof organizationGroup>

const subnet = z.object({
  metadata: meta,
  spec: z.object({
    cidrBlock: z.string(),
    gateway: text,
    excludeIps: z.array(z.string()).nullish(),
    vlan: text,
    vpc: text,
    namespaces: z.array(z.string()).nullish(),
  }),
  status: z
    .object({
      v4availableIPs: z.number().nullish(),
      v4availableIPrange: text,
      v4usingIPs: z.number().nullish(),
      v4usingIPrange: text,
      conditions: z
        .array(
          z.object({
            type: z.string(),
            status: z.string(),
            reason: text,
            message: text,
            lastUpdateTime: text,
            lastTransitionTime: text,
          }),
        )
        .nullish(),
    })
    .nullish(),
})

export type Subnet = z.infer<typeof subnet>

const vlan = z.object({
  metadata: meta,
  spec: z
    .object({
      id: z.number().nullish(),
      vlanId: z.number().nullish(),
      provider: text,
      providerInterfaceName: text,
    })
    .nullish(),
  status: z.object({ subnets: z.array(z.string()).nullish(), conflict: z.boolean().nullish() }).nullish(),
})

export type Vlan = z.infer<typeof vlan>

const ovnEip = z.object({
  metadata: meta,
  spec: z.object({ externalSubnet: z.string(), v4Ip: text, type: text }),
  status: z.object({ ready: z.boolean().nullish(), v4Ip: text, nat: text }).nullish(),
})

export type OvnEip = z.infer<typeof ovnEip>

const vpc = z.object({
  metadata: meta,
  spec: z.object({ extraExternalSubnets: z.array(z.string()).nullish() }).nullish(),
  status: z
    .object({
      router: text,
      subnets: z.array(z.string()).nullish(),
      extraExternalSubnets: z.array(z.string()).nullish(),
    })
    .nullish(),
})

export type Vpc = z.infer<typeof vpc>

const snatRule = z.object({
  metadata: meta,
  spec: z.object({ ovnEip: z.string(), vpcSubnet: text, vpc: text }),
  status: z.object({ ready: z.boolean().nullish(), v4Eip: text }).nullish(),
})

export type SnatRule = z.infer<typeof snatRule>

const configMap = z.object({ metadata: meta, data: texts })

export type ConfigMap = z.infer<typeof configMap>

const event = z.object({ metadata: meta, count: z.number().nullish() })

const KUBE_DC = 'kube-dc.com'
const KUBE_OVN = 'kubeovn.io'
const RBAC = 'rbac.authorization.k8s.io'

/** Every kind that the controllers touch. */
export const resources = {
  namespaces: resource('', 'v1', 'namespaces', 'Namespace', bare),
  configMaps: resource('', 'v1', 'configmaps', 'ConfigMap', configMap),
  events: resource('', 'v1', 'events', 'Event', event),
  roles: resource(RBAC, 'v1', 'roles', 'Role', bare),
  roleBindings: resource(RBAC, 'v1', 'rolebindings', 'RoleBinding', bare),
  clusterRoleBindings: resource(RBAC, 'v1', 'clusterrolebindings', 'ClusterRoleBinding', bare),
  externalIps: resource(KUBE_DC, 'v1', 'eips', 'EIp', externalIp),
  projects: resource(KUBE_DC, 'v1', 'projects', 'Project', project),
  organizations: resource(KUBE_DC, 'v1', 'organizations', 'Organization', organization),
  organizationGroups: resource(KUBE_DC, 'v1', 'organizationgroups', 'OrganizationGroup', organizationGroup),
  subnets: resource(KUBE_OVN, 'v1', 'subnets', 'Subnet', subnet),
  vlans: resource(KUBE_OVN, 'v1', 'vlans', 'Vlan', vlan),
  vpcs: resource(KUBE_OVN, 'v1', 'vpcs', 'Vpc', vpc),
  ovnEips: resource(KUBE_OVN, 'v1', 'ovn-eips', 'OvnEip', ovnEip),
  snatRules: resource(KUBE_OVN, 'v1', 'ovn-snat-rules', 'OvnSnatRule', snatRule),
  networkAttachments: resource(
    'k8s.cni.cncf.io',
    'v1',
    'network-attachment-definitions',
    'NetworkAttachmentDefinition',
    bare,
  ),
} as const

/** `apiVersion` and `kind` of a manifest. */
export function typeOf(resource: Resource<unknown>): { apiVersion: string; kind: string } {
  const { group, version, kind } = resource
  return { apiVersion: group ? `${group}/${version}` : version, kind }
}

/** Path under which the API server serves a collection, an object or a subresource of it. */
export function pathOf(
  resource: Resource<unknown>,
  reference: Partial<Reference> = {},
  subresource?: string,
): string {
  const { group, version, plural } = resource
  const parts = [
    ...(group ? ['apis', group] : ['api']),
    version,
    ...(reference.namespace ? ['namespaces', reference.namespace] : []),
    plural,
    ...(reference.name ? [reference.name] : []),
    ...(subresource ? [subresource] : []),
  ]
  return `/${parts.map(encodeURIComponent).join('/')}`
}

/** `namespace/name`, or the name alone for cluster-scoped objects: the key of caches and queues. */
export function keyOf({ name, namespace }: Reference): string {
  return namespace ? `${namespace}/${name}` : name
}

export function referenceOf(key: string): Reference {
  const slash = key.indexOf('/')
  return slash < 0 ? { name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) }
}

/** Controllers leave an object with this annotation alone: the lab's way to show states that would pass by. */
export const HOLD = 'lab.kube-dc.com/hold'

export function isHeld({ metadata }: Stored): boolean {
  return metadata.annotations[HOLD] === 'true'
}
