import { floating } from '../controllers/floating-resources.ts'
import { FAULT } from '../controllers/marks.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { STAND, within, type Place } from './place.ts'
import type { Scenario } from './scenario.ts'

function make(place: Place, name: string, spec: object): Promise<void> {
  return within(place).create(floating.floatingIps, name, { spec })
}

async function reasonOf(place: Place, name: string): Promise<string | undefined> {
  const found = await within(place).get(floating.floatingIps, name)
  return found?.status?.conditions?.find(({ type }) => type === 'Ready')?.reason
}

async function isReady(place: Place, name: string): Promise<boolean> {
  return (await within(place).get(floating.floatingIps, name))?.status?.ready === true
}

/** Addresses of the app's pods that stay. */
async function podAddresses(place: Place): Promise<string[]> {
  const pods = await within(place).list(workloads.pods)
  return pods
    .filter(({ metadata }) => metadata.labels['app'] === STAND.app && !metadata.deleting)
    .flatMap(({ status }) => status?.podIP ?? [])
}

async function podAddress(place: Place): Promise<string> {
  const [address] = await podAddresses(place)
  if (address === undefined) throw new Error('The app has no pod with an address.')
  return address
}

/** Scenarios about floating IPs. */
export const floatingIpScenarios: readonly Scenario[] = [
  {
    rows: [28],
    name: 'target-vm-stopped',
    at: { kind: 'FIp', name: STAND.floatingIp },
    breaks: (place) => within(place).patch(workloads.virtualMachines, STAND.vm, { spec: { running: false } }),
    heals: (place) => within(place).patch(workloads.virtualMachines, STAND.vm, { spec: { running: true } }),
    shows: async (place) => (await reasonOf(place, STAND.floatingIp)) === 'TargetNotResolved',
  },
  {
    rows: [28],
    name: 'no-guest-agent',
    at: { kind: 'FIp', name: STAND.floatingIp },
    breaks: (place) =>
      within(place).annotate(workloads.virtualMachineInstances, STAND.vm, { [FAULT]: 'no-guest-agent' }),
    heals: (place) => within(place).annotate(workloads.virtualMachineInstances, STAND.vm, { [FAULT]: null }),
    shows: async (place) => (await reasonOf(place, STAND.floatingIp)) === 'TargetNotResolved',
  },
  {
    rows: [29],
    name: 'interface-unknown',
    at: { kind: 'FIp', name: 'shop-eth9' },
    breaks: (place) =>
      make(place, 'shop-eth9', {
        externalNetworkType: 'cloud',
        vmTarget: { vmName: STAND.vm, interfaceName: 'eth9' },
      }),
    heals: (place) => within(place).remove(floating.floatingIps, 'shop-eth9'),
    shows: async (place) => (await reasonOf(place, 'shop-eth9')) === 'TargetNotResolved',
  },
  {
    rows: [30],
    name: 'target-address-stale',
    at: { kind: 'FIp', name: 'shop-stale' },
    breaks: async (place) => {
      await make(place, 'shop-stale', { externalNetworkType: 'cloud', ipAddress: await podAddress(place) })
      await within(place).patch(workloads.deployments, STAND.app, {
        spec: { template: { metadata: { labels: { release: 'next' } } } },
      })
    },
    heals: (place) => within(place).remove(floating.floatingIps, 'shop-stale'),
    shows: async (place) => {
      const found = await within(place).get(floating.floatingIps, 'shop-stale')
      const target = found?.status?.resolvedTargetIP
      if (!target || found.status?.ready !== true) return false
      const addresses = await podAddresses(place)
      return addresses.length > 0 && !addresses.includes(target)
    },
  },
  {
    // The app's load balancer is on a cloud address: see `standUp`.
    rows: [31],
    name: 'public-floating-ip-beside-cloud-balancer',
    at: { kind: 'FIp', name: 'shop-outside' },
    breaks: async (place) =>
      make(place, 'shop-outside', { externalNetworkType: 'public', ipAddress: await podAddress(place) }),
    heals: (place) => within(place).remove(floating.floatingIps, 'shop-outside'),
    shows: (place) => isReady(place, 'shop-outside'),
  },
  {
    rows: [33],
    name: 'address-exclusive-elsewhere',
    at: { kind: 'FIp', name: 'shop-late' },
    breaks: async (place) =>
      make(place, 'shop-late', { eip: STAND.floatingAddress, ipAddress: await podAddress(place) }),
    heals: (place) => within(place).remove(floating.floatingIps, 'shop-late'),
    shows: async (place) => (await reasonOf(place, 'shop-late')) === 'ExternalIpInUse',
  },
]
