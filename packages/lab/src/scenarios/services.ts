import { FAULT } from '../controllers/marks.ts'
import { HOLD, resources } from '../controllers/resources.ts'
import { routing } from '../controllers/route-resources.ts'
import { addressOf, NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { setFault } from './certificates.ts'
import { STAND, within, type Place } from './place.ts'
import type { Scenario } from './scenario.ts'

const service = { kind: 'Service', name: STAND.app }
const bound = { [NLB_ANNOTATIONS.bindOnEip]: STAND.externalIp }

async function hasNoAddress(place: Place, name: string): Promise<boolean> {
  const found = await within(place).get(workloads.services, name)
  return found !== undefined && addressOf(found) === undefined
}

/** How many of the endpoints of a Service are ready. */
async function readyEndpoints(place: Place, name: string): Promise<number> {
  const slices = await within(place).list(workloads.endpointSlices)
  return slices
    .filter(({ metadata }) => metadata.labels['kubernetes.io/service-name'] === name)
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions?.ready ?? true).length
}

const isSilent = async (place: Place) => (await readyEndpoints(place, STAND.app)) === 0

function another(place: Place, name: string, spec: object, annotations: object): Promise<void> {
  const whole = { type: 'LoadBalancer', selector: { app: STAND.app }, ...spec }
  return within(place).create(workloads.services, name, { spec: whole }, { annotations })
}

function externalIp(place: Place, name: string, externalNetworkType: string): Promise<void> {
  return within(place).create(resources.externalIps, name, { spec: { externalNetworkType } })
}

async function condition(place: Place, type: string): Promise<string | undefined> {
  const route = await within(place).get(routing.httpRoutes, `${STAND.app}-route`)
  return route?.status?.parents?.[0]?.conditions?.find((one) => one.type === type)?.reason
}

function bindAgain(place: Place): Promise<void> {
  return within(place).annotate(workloads.services, STAND.app, bound)
}

function scaleUp(place: Place): Promise<void> {
  return within(place).patch(workloads.deployments, STAND.app, { spec: { replicas: 2 } })
}

/** The one port that `standUp` gives the app's Service. */
function restorePorts(place: Place): Promise<void> {
  const port = { name: 'tcp-80', protocol: 'TCP', port: 80, targetPort: 'http' }
  return within(place).patch(workloads.services, STAND.app, { spec: { ports: [port] } })
}

/** Scenarios about load balancers, their addresses and their endpoints. */
export const serviceScenarios: readonly Scenario[] = [
  {
    rows: [1],
    name: 'address-missing',
    at: service,
    breaks: (place) =>
      within(place).annotate(workloads.services, STAND.app, { [NLB_ANNOTATIONS.bindOnEip]: 'shop-gone' }),
    heals: bindAgain,
    shows: (place) => hasNoAddress(place, STAND.app),
  },
  {
    rows: [2, 20],
    name: 'address-not-ready',
    at: { kind: 'EIp', name: 'shop-nowhere' },
    breaks: async (place) => {
      await externalIp(place, 'shop-nowhere', 'nowhere')
      await within(place).annotate(workloads.services, STAND.app, {
        [NLB_ANNOTATIONS.bindOnEip]: 'shop-nowhere',
      })
    },
    heals: async (place) => {
      await bindAgain(place)
      await within(place).remove(resources.externalIps, 'shop-nowhere')
    },
    shows: (place) => hasNoAddress(place, STAND.app),
  },
  {
    rows: [6],
    name: 'port-taken',
    at: { kind: 'Service', name: 'shop-second' },
    breaks: (place) => another(place, 'shop-second', { ports: [{ port: 80, targetPort: 8080 }] }, bound),
    heals: (place) => within(place).remove(workloads.services, 'shop-second'),
    shows: async (place) => {
      const all = await within(place).list(workloads.services)
      const second = all.find(({ metadata }) => metadata.name === 'shop-second')
      return second !== undefined && addressOf(second) === undefined
    },
  },
  {
    rows: [7],
    name: 'selector-mistyped',
    at: service,
    breaks: (place) =>
      within(place).patch(workloads.services, STAND.app, { spec: { selector: { app: 'shop-svc' } } }),
    heals: (place) =>
      within(place).patch(workloads.services, STAND.app, { spec: { selector: { app: STAND.app } } }),
    shows: isSilent,
  },
  {
    rows: [8],
    name: 'pods-not-ready',
    at: service,
    breaks: (place) =>
      within(place).patch(workloads.deployments, STAND.app, {
        spec: { template: { metadata: { annotations: { [FAULT]: 'not-ready' } } } },
      }),
    heals: (place) =>
      within(place).patch(workloads.deployments, STAND.app, {
        spec: { template: { metadata: { annotations: { [FAULT]: null } } } },
      }),
    shows: isSilent,
  },
  {
    rows: [9, 38],
    name: 'scaled-to-zero',
    at: service,
    breaks: (place) => within(place).patch(workloads.deployments, STAND.app, { spec: { replicas: 0 } }),
    heals: scaleUp,
    shows: isSilent,
  },
  {
    rows: [9],
    name: 'backend-vm-stopped',
    at: { kind: 'Service', name: STAND.vmService },
    breaks: (place) => within(place).patch(workloads.virtualMachines, STAND.vm, { spec: { running: false } }),
    heals: (place) => within(place).patch(workloads.virtualMachines, STAND.vm, { spec: { running: true } }),
    shows: async (place) => (await readyEndpoints(place, STAND.vmService)) === 0,
  },
  {
    rows: [10],
    name: 'target-port-unknown',
    at: service,
    breaks: (place) =>
      within(place).patch(workloads.services, STAND.app, {
        spec: { ports: [{ name: 'tcp-80', protocol: 'TCP', port: 80, targetPort: 'web' }] },
      }),
    heals: restorePorts,
    shows: async (place) => {
      const found = await within(place).get(workloads.services, STAND.app)
      return found?.spec.ports?.[0]?.targetPort === 'web'
    },
  },
  {
    rows: [12],
    name: 'label-on-vm-only',
    at: { kind: 'Service', name: STAND.vmService },
    breaks: async (place) => {
      const { patch } = within(place)
      await patch(workloads.virtualMachines, STAND.vm, { metadata: { labels: { role: 'desk' } } })
      const selector = { 'vm.kubevirt.io/name': null, role: 'desk' }
      await patch(workloads.services, STAND.vmService, { spec: { selector } })
    },
    heals: async (place) => {
      const { patch } = within(place)
      const selector = { 'vm.kubevirt.io/name': STAND.vm, role: null }
      await patch(workloads.services, STAND.vmService, { spec: { selector } })
      await patch(workloads.virtualMachines, STAND.vm, { metadata: { labels: { role: null } } })
    },
    shows: async (place) => (await readyEndpoints(place, STAND.vmService)) === 0,
  },
  {
    rows: [15],
    name: 'not-a-load-balancer',
    at: { kind: 'Service', name: 'shop-inner' },
    breaks: (place) =>
      another(place, 'shop-inner', { type: 'ClusterIP', ports: [{ port: 8081, targetPort: 8080 }] }, bound),
    heals: (place) => within(place).remove(workloads.services, 'shop-inner'),
    shows: (place) => hasNoAddress(place, 'shop-inner'),
  },
  {
    rows: [16],
    name: 'autodelete-armed',
    at: service,
    breaks: async (place) => {
      const { annotate, patch } = within(place)
      await patch(workloads.deployments, STAND.app, { spec: { replicas: 0 } })
      await annotate(workloads.services, STAND.app, { [NLB_ANNOTATIONS.autodelete]: 'true' })
    },
    heals: async (place) => {
      await within(place).annotate(workloads.services, STAND.app, { [NLB_ANNOTATIONS.autodelete]: null })
      await scaleUp(place)
    },
    shows: isSilent,
  },
  {
    rows: [21],
    name: 'address-idle',
    at: { kind: 'EIp', name: 'shop-idle' },
    breaks: (place) => externalIp(place, 'shop-idle', 'cloud'),
    heals: (place) => within(place).remove(resources.externalIps, 'shop-idle'),
    shows: async (place) => {
      const { status } = (await within(place).get(resources.externalIps, 'shop-idle')) ?? {}
      return status?.ready === true && status.ownershipType === 'Released'
    },
  },
  {
    rows: [22],
    name: 'address-stuck-deleting',
    at: { kind: 'EIp', name: STAND.externalIp },
    breaks: async (place) => {
      const { annotate, remove } = within(place)
      await annotate(resources.externalIps, STAND.externalIp, { [HOLD]: 'true' })
      await remove(resources.externalIps, STAND.externalIp)
    },
    // Its users move to another address first; then nothing holds it.
    heals: async (place) => {
      const { annotate } = within(place)
      await externalIp(place, 'shop-next', 'cloud')
      const next = { [NLB_ANNOTATIONS.bindOnEip]: 'shop-next' }
      await annotate(workloads.services, STAND.app, next)
      await annotate(workloads.services, STAND.vmService, next)
      await annotate(resources.externalIps, STAND.externalIp, { [HOLD]: null })
    },
    shows: async (place) => {
      const found = await within(place).get(resources.externalIps, STAND.externalIp)
      return found?.metadata.deleting === true && (found.status?.owners ?? []).length > 0
    },
  },
  {
    rows: [27],
    name: 'address-private',
    at: { kind: 'Service', name: 'shop-inside' },
    breaks: (place) =>
      another(
        place,
        'shop-inside',
        { ports: [{ port: 443, targetPort: 8080 }] },
        { 'network.kube-dc.com/external-network-type': 'cloud' },
      ),
    heals: (place) => within(place).remove(workloads.services, 'shop-inside'),
    shows: async (place) => {
      const found = await within(place).get(workloads.services, 'shop-inside')
      return found !== undefined && addressOf(found) !== undefined
    },
  },
  {
    rows: [37],
    name: 'route-refused',
    at: { kind: 'HTTPRoute', name: `${STAND.app}-route` },
    breaks: (place) => setFault(place, 'route-refused'),
    heals: (place) => setFault(place, null),
    shows: async (place) => (await condition(place, 'Accepted')) === 'NoMatchingListenerHostname',
  },
  {
    rows: [39],
    name: 'no-backend',
    at: { kind: 'HTTPRoute', name: `${STAND.app}-route` },
    breaks: (place) => setFault(place, 'no-backend'),
    heals: (place) => setFault(place, null),
    shows: async (place) => (await condition(place, 'ResolvedRefs')) === 'BackendNotFound',
  },
  {
    rows: [41],
    name: 'route-port-unsaid',
    at: service,
    breaks: (place) =>
      within(place).patch(workloads.services, STAND.app, {
        spec: {
          ports: [
            { name: 'admin', protocol: 'TCP', port: 9000, targetPort: 'http' },
            { name: 'tcp-80', protocol: 'TCP', port: 80, targetPort: 'http' },
          ],
        },
      }),
    heals: restorePorts,
    shows: async (place) => {
      const backend = await within(place).get(routing.backends, `${STAND.app}-backend`)
      return backend?.spec.endpoints?.[0]?.ip?.port === 9000
    },
  },
  {
    rows: [43],
    name: 'grpc-over-route',
    at: service,
    breaks: (place) =>
      within(place).patch(workloads.services, STAND.app, {
        spec: {
          ports: [{ name: 'grpc', protocol: 'TCP', port: 80, targetPort: 'http', appProtocol: 'grpc' }],
        },
      }),
    heals: restorePorts,
    shows: async (place) => {
      const found = await within(place).get(workloads.services, STAND.app)
      return found?.spec.ports?.[0]?.name === 'grpc'
    },
  },
]
