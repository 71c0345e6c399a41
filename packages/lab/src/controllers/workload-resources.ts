import { z } from 'zod'
import { conditions, meta, resource, text, texts } from './resources.ts'

const vmTemplate = z.object({
  metadata: z.object({ labels: texts, annotations: texts }).nullish(),
  spec: z.unknown().optional(),
})

const virtualMachine = z.object({
  metadata: meta,
  spec: z.object({ running: z.boolean().nullish(), runStrategy: text, template: vmTemplate }),
  status: z
    .object({ printableStatus: text, ready: z.boolean().nullish(), created: z.boolean().nullish() })
    .nullish(),
})

export type VirtualMachine = z.infer<typeof virtualMachine>

const instanceInterface = z.object({
  name: text,
  ipAddress: text,
  ipAddresses: z.array(z.string()).nullish(),
  mac: text,
  interfaceName: text,
  infoSource: text,
})

const virtualMachineInstance = z.object({
  metadata: meta,
  spec: z.object({
    networks: z
      .array(
        z.object({
          name: z.string(),
          multus: z.object({ networkName: z.string(), default: z.boolean().nullish() }).nullish(),
        }),
      )
      .nullish(),
  }),
  status: z
    .object({
      phase: text,
      nodeName: text,
      interfaces: z.array(instanceInterface).nullish(),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).nullish(),
    })
    .nullish(),
})

export type VirtualMachineInstance = z.infer<typeof virtualMachineInstance>

const podCondition = z.object({ type: z.string(), status: z.string(), lastTransitionTime: text })

const pod = z.object({
  metadata: meta,
  spec: z.object({
    nodeName: text,
    hostNetwork: z.boolean().nullish(),
    containers: z.array(z.object({ name: z.string(), image: text })),
  }),
  status: z
    .object({ phase: text, podIP: text, conditions: z.array(podCondition).nullish(), startTime: text })
    .nullish(),
})

export type Pod = z.infer<typeof pod>

const port = z.object({
  name: text,
  protocol: text,
  port: z.number(),
  targetPort: z.union([z.number(), z.string()]).nullish(),
})

const service = z.object({
  metadata: meta,
  spec: z.object({
    type: text,
    selector: texts,
    loadBalancerClass: text,
    ports: z.array(port).nullish(),
  }),
  status: z
    .object({
      loadBalancer: z
        .object({ ingress: z.array(z.object({ ip: text, hostname: text })).nullish() })
        .nullish(),
      conditions,
    })
    .nullish(),
})

export type Service = z.infer<typeof service>

const endpointSlice = z.object({
  metadata: meta,
  endpoints: z
    .array(
      z.object({
        addresses: z.array(z.string()),
        conditions: z.object({ ready: z.boolean().nullish() }).nullish(),
      }),
    )
    .nullish(),
})

export type EndpointSlice = z.infer<typeof endpointSlice>

const templateContainer = z.looseObject({
  name: z.string(),
  image: text,
  ports: z.array(z.looseObject({ name: text, containerPort: z.number() })).nullish(),
})

const podTemplate = z.object({
  metadata: z.object({ labels: texts, annotations: texts }).nullish(),
  spec: z.looseObject({ containers: z.array(templateContainer).nullish() }),
})

const selector = z.object({ matchLabels: texts })

const deployment = z.object({
  metadata: meta,
  spec: z.object({ replicas: z.number().nullish(), selector, template: podTemplate }),
  status: z
    .object({
      replicas: z.number().nullish(),
      readyReplicas: z.number().nullish(),
      updatedReplicas: z.number().nullish(),
    })
    .nullish(),
})

export type Deployment = z.infer<typeof deployment>

const bare = z.object({ metadata: meta })

const resourceQuota = z.object({ metadata: meta, status: z.object({ hard: texts, used: texts }).nullish() })

const KUBEVIRT = 'kubevirt.io'

/** Kinds that run something, and Kubernetes' own kinds that lead to it. */
export const workloads = {
  virtualMachines: resource(KUBEVIRT, 'v1', 'virtualmachines', 'VirtualMachine', virtualMachine),
  virtualMachineInstances: resource(
    KUBEVIRT,
    'v1',
    'virtualmachineinstances',
    'VirtualMachineInstance',
    virtualMachineInstance,
  ),
  nodes: resource('', 'v1', 'nodes', 'Node', bare),
  pods: resource('', 'v1', 'pods', 'Pod', pod),
  services: resource('', 'v1', 'services', 'Service', service),
  endpoints: resource('', 'v1', 'endpoints', 'Endpoints', bare),
  endpointSlices: resource('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice', endpointSlice),
  resourceQuotas: resource('', 'v1', 'resourcequotas', 'ResourceQuota', resourceQuota),
  deployments: resource('apps', 'v1', 'deployments', 'Deployment', deployment),
} as const
