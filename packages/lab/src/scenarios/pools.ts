import { ovnEipName } from '../controllers/names.ts'
import { formatAddress } from '../controllers/pool.ts'
import { HOLD, resources } from '../controllers/resources.ts'
import { POOLS } from '../worlds/platform.ts'
import { within, type Place } from './place.ts'
import {
  SPARE,
  CLOUD,
  ovnEips,
  spare,
  remove,
  removeSpare,
  hold,
  strayAddress,
  ownName,
  ownRange,
  addVlan,
  addSubnet,
  addPool,
  removePool,
  ownPool,
  isRefused,
  patchExcludes,
} from './pool-place.ts'
import type { Scenario } from './scenario.ts'

/**
 * Ways in which the addresses of a pool go wrong. Each has an External IP `spare` in the place, or a pool of its own that
 * is named after the place, so that several may be there at once.
 */

const leaked = ({ namespace }: Place) => `eip-${namespace}.gone`
const double = ({ namespace }: Place) => `${namespace}-${SPARE}-old`
const second = ({ namespace }: Place) => `node-${namespace}`
const stuck = ({ namespace }: Place) => `eip-${namespace}.stuck`

const isThere = async (place: Place, name: string) =>
  (await place.client.get(ovnEips, { name })) !== undefined

/** How pools fail, for tests of whoever watches over them (kube-dc.md §3, §12). */
export const POOL_SCENARIOS: readonly Scenario[] = [
  {
    rows: [23],
    name: 'address-leaked',
    at: { kind: 'OvnEip', name: 'eip-<namespace>.gone' },
    breaks: (place) => hold(place, { name: leaked(place), v4Ip: strayAddress(place, 0), madeFor: 'gone' }),
    heals: (place) => remove(place, ovnEips, leaked(place)),
    shows: (place) => isThere(place, leaked(place)),
  },
  {
    rows: [23],
    name: 'address-doubled',
    at: { kind: 'OvnEip', name: '<namespace>-spare-old' },
    breaks: async (place) => {
      await spare(place)
      await hold(place, { name: double(place), v4Ip: strayAddress(place, 1), madeFor: SPARE })
    },
    heals: async (place) => {
      await remove(place, ovnEips, double(place))
      await removeSpare(place)
    },
    shows: (place) => isThere(place, double(place)),
  },
  {
    rows: [24],
    name: 'address-conflict',
    at: { kind: 'OvnEip', name: 'node-<namespace>' },
    breaks: async (place) => {
      const v4Ip = await spare(place)
      await hold(place, { name: second(place), v4Ip, type: 'lsp' })
    },
    heals: async (place) => {
      await remove(place, ovnEips, second(place))
      await removeSpare(place)
    },
    shows: (place) => isThere(place, second(place)),
  },
  {
    rows: [24],
    name: 'address-excluded-later',
    at: { kind: 'Subnet', name: CLOUD },
    breaks: async (place) => {
      const address = await spare(place)
      await patchExcludes(place, (before) => [...before, address], CLOUD)
    },
    heals: async (place) => {
      const address = await spare(place)
      await patchExcludes(place, (before) => before.filter((text) => text !== address), CLOUD)
      await removeSpare(place)
    },
    shows: async (place) => {
      const address = (await within(place).get(resources.externalIps, SPARE))?.status?.ipAddress
      const found = await place.client.get(resources.subnets, { name: CLOUD })
      return address != null && (found?.spec.excludeIps?.includes(address) ?? false)
    },
  },
  {
    rows: [22],
    name: 'address-deletion-stuck',
    at: { kind: 'OvnEip', name: 'eip-<namespace>.stuck' },
    breaks: async (place) => {
      await hold(place, {
        name: stuck(place),
        v4Ip: strayAddress(place, 2),
        madeFor: 'stuck',
        finalizer: true,
      })
      await remove(place, ovnEips, stuck(place))
    },
    heals: (place) =>
      place.client.patch(ovnEips, { name: stuck(place) }, { metadata: { annotations: { [HOLD]: null } } }),
    shows: async (place) =>
      (await place.client.get(ovnEips, { name: stuck(place) }))?.metadata.deleting ?? false,
  },
  {
    rows: [23],
    name: 'address-unbacked',
    at: { kind: 'EIp', name: SPARE },
    breaks: async (place) => {
      await spare(place)
      await within(place).annotate(resources.externalIps, SPARE, { [HOLD]: 'true' })
      await remove(place, ovnEips, ovnEipName({ namespace: place.namespace, name: SPARE }))
    },
    heals: async (place) => {
      await within(place).annotate(resources.externalIps, SPARE, { [HOLD]: null })
      await removeSpare(place)
    },
    shows: async (place) =>
      (await within(place).get(resources.externalIps, SPARE))?.status?.ready === true &&
      !(await isThere(place, ovnEipName({ namespace: place.namespace, name: SPARE }))),
  },
  {
    rows: [20],
    name: 'pool-full',
    at: { kind: 'Subnet', name: 'ext-<namespace>' },
    breaks: async (place) => {
      await addPool(place)
      const { first } = ownRange(place)
      for (let index = 0; index < 5; index += 1) {
        const name = `${second(place)}-${index}`
        await hold(place, { name, pool: ownName(place), v4Ip: formatAddress(first + index), type: 'lsp' })
      }
    },
    heals: async (place) => {
      for (let index = 0; index < 5; index += 1) await remove(place, ovnEips, `${second(place)}-${index}`)
      await removePool(place)
    },
    shows: async (place) => {
      const { status } = (await ownPool(place)) ?? {}
      return status?.v4availableIPs === 0 && status.v4usingIPs === 5
    },
  },
  {
    rows: [23],
    name: 'pool-counters-off',
    at: { kind: 'Subnet', name: 'ext-<namespace>' },
    breaks: async (place) => {
      await addPool(place)
      const target = { name: ownName(place) }
      await place.client.patch(resources.subnets, target, { metadata: { annotations: { [HOLD]: 'true' } } })
      await place.client.patch(resources.subnets, target, { status: { v4usingIPs: 3 } }, 'status')
    },
    heals: async (place) => {
      const target = { name: ownName(place) }
      await place.client.patch(resources.subnets, target, { metadata: { annotations: { [HOLD]: null } } })
      await removePool(place)
    },
    shows: async (place) => (await ownPool(place))?.status?.v4usingIPs === 3,
  },
  {
    rows: [23],
    name: 'pool-excludes-malformed',
    at: { kind: 'Subnet', name: 'ext-<namespace>' },
    breaks: async (place) => {
      await addPool(place)
      await patchExcludes(place, (before) => [...before, 'router'], ownName(place))
    },
    heals: removePool,
    shows: (place) => isRefused(place, 'ip router in excludeIps is not a valid address'),
  },
  {
    rows: [20],
    name: 'pool-gateway-outside',
    at: { kind: 'Subnet', name: 'ext-<namespace>' },
    breaks: (place) => addPool(place, { gateway: '192.0.2.254' }),
    heals: removePool,
    shows: (place) => isRefused(place, 'gateway 192.0.2.254 is not in cidr'),
  },
  {
    rows: [20],
    name: 'vlan-conflict',
    at: { kind: 'Vlan', name: 'vlan-<namespace>' },
    breaks: async (place) => {
      const vlan = `vlan-${place.namespace}`
      await addVlan(place, vlan, POOLS.cloud.vlanId)
      await addSubnet(place, { vlan })
    },
    heals: removePool,
    shows: async (place) =>
      (await place.client.get(resources.vlans, { name: `vlan-${place.namespace}` }))?.status?.conflict ===
        true && isRefused(place, 'which is conflict'),
  },
  {
    rows: [20],
    name: 'vlan-missing',
    at: { kind: 'Subnet', name: 'ext-<namespace>' },
    breaks: (place) => addSubnet(place, { vlan: `vlan-${place.namespace}` }),
    heals: removePool,
    shows: (place) => isRefused(place, 'not found'),
  },
]
