import { fact, refTo, type Finding } from '../rules/finding.ts'
import { count } from '../words.ts'
import type { PoolView } from './ledger.ts'
import { gatewaysOutside } from './pool.ts'
import { about, isSettled, type ReconcileFacts } from './pool-finding.ts'
import { DEFAULT_ROOM, roomOf, type Room, type RoomLimits } from './room.ts'

export function malformed(view: PoolView): Finding[] {
  const { malformed: texts, subnet, name } = view.pool
  if (texts.length === 0) return []
  const subject = refTo('Subnet', subnet.meta)
  return [
    about(view, 'pool/malformed', 'broken', 'proven', {
      title: `${name} has ranges that cannot be read`,
      short: 'Ranges cannot be read',
      explanation: 'Addresses and figures that depend on them are left out here.',
      evidence: texts.map(({ field, value }) => fact(subject, field, value)),
      step: 'Correct the text in the Subnet.',
    }),
  ]
}

export function gatewayOutside(view: PoolView): Finding[] {
  const { subnet, name } = view.pool
  const outside = gatewaysOutside(view.pool)
  if (outside.length === 0) return []
  const subject = refTo('Subnet', subnet.meta)
  return [
    about(view, 'pool/gateway-outside', 'broken', 'proven', {
      title: `The gateway of ${name} is no host address of ${subnet.cidr}`,
      short: 'Gateway outside',
      explanation: 'Kube-OVN does not take a Subnet like this, so the pool gives out no addresses.',
      evidence: [
        ...outside.map((text) => fact(subject, 'spec.gateway', text)),
        fact(subject, 'spec.cidrBlock', subnet.cidr),
      ],
      step: 'Compare both with the network, and correct the one that is wrong in the Subnet.',
    }),
  ]
}

export function vlan(view: PoolView, { vlanMissing }: ReconcileFacts): Finding[] {
  const { vlan: own, subnet, name } = view.pool
  const subject = refTo('Subnet', subnet.meta)
  if (own?.conflict) {
    return [
      about(view, 'pool/vlan-conflict', 'broken', 'proven', {
        title: `The VLAN of ${name} conflicts with another one`,
        short: 'VLAN conflict',
        explanation:
          'Another Vlan of the same provider network has the same id, so this pool gives out no addresses.',
        evidence: [fact(refTo('Vlan', own.meta), 'status.conflict', 'true')],
        step: 'Find the other Vlan of the same id and provider, and remove the one that is not wired.',
      }),
    ]
  }
  if (!vlanMissing || subnet.vlan === undefined) return []
  return [
    about(view, 'pool/vlan-missing', 'broken', 'proven', {
      title: `The VLAN of ${name} does not exist`,
      short: 'VLAN missing',
      explanation: 'Addresses can be given out and lead nowhere.',
      evidence: [fact(subject, 'spec.vlan', subnet.vlan)],
      step: `Make the Vlan ${subnet.vlan}, or correct its name in the Subnet.`,
    }),
  ]
}

/**
 * Kube-OVN's counters against the objects (kube-dc.md §3): using = OvnEips, doubles counted twice, with VIPs and pods of
 * the pool, which are not seen here; available = hosts without exclusions, less using, never under 0. So more in use than
 * seen accuses nobody; fewer, or two figures that do not add up, do.
 */
export function counters(view: PoolView, { now, vlanMissing }: ReconcileFacts): Finding[] {
  const { subnet, blocks, vlan, malformed } = view.pool
  const block = blocks.find(({ family }) => family === 4)
  const { using, available } = subnet.v4
  if (!block || using === undefined || available === undefined) return []
  // A Subnet that is refused has no usable range, and exclusions that cannot be read cannot be counted.
  if (vlanMissing || vlan?.conflict || malformed.length > 0 || gatewaysOutside(view.pool).length > 0)
    return []
  // What came or is going just now may be counted, or not.
  const objects = view.held
    .filter(({ family }) => family === 4)
    .flatMap(({ holders }) => holders)
    .filter(({ meta }) => meta.deletedAt === undefined && isSettled(meta.createdAt, now)).length
  const left = block.hosts.size - block.excluded.size - BigInt(Math.trunc(using))
  const expected = left < 0n ? 0n : left
  if (using >= objects && BigInt(Math.trunc(available)) === expected) return []
  const subject = refTo('Subnet', subnet.meta)
  return [
    about(view, 'pool/counters', 'notice', 'likely', {
      title: `The counters of ${view.pool.name} disagree with its objects`,
      short: 'Counters disagree',
      explanation:
        using < objects
          ? `${count(objects - using, 'address is', 'addresses are')} held that Kube-OVN does not count, so it may give out more than there is.`
          : 'What is used, free and excluded does not sum to the pool, so the figure of free addresses cannot be relied on.',
      evidence: [
        fact(subject, 'status.v4usingIPs', using),
        fact(subject, 'OvnEips in the pool', objects),
        fact(subject, 'status.v4availableIPs', available),
        fact(subject, 'free by what is used and excluded', String(expected)),
      ],
      step: 'Wait a moment: Kube-OVN counts anew when the Subnet or an OvnEip changes. Where it stays, look at the log of kube-ovn-controller.',
    }),
  ]
}

export function room(view: PoolView, { room: limits = DEFAULT_ROOM }: ReconcileFacts): Finding[] {
  const { pool, censuses } = view
  const left = roomOf(censuses, limits)
  if (!left || left.state === 'room') return []
  const subject = refTo('Subnet', pool.subnet.meta)
  const evidence = [fact(subject, 'free addresses', `${left.free} of ${left.usable}`)]
  if (left.state === 'full') {
    return [
      about(view, 'pool/full', 'broken', 'proven', {
        title: `${pool.name} has no free address`,
        short: 'Full',
        explanation: `New ${pool.networkType} External IPs wait until one is given back, unless another pool of the type has room.`,
        evidence,
        step: 'Give released addresses back, or add a pool.',
      }),
    ]
  }
  return [
    about(view, 'pool/nearly-full', 'notice', 'proven', {
      title: `${pool.name} has ${count(Number(left.free), 'free address', 'free addresses')} left`,
      short: 'Nearly full',
      explanation: limitWords(left, limits),
      evidence,
      step: 'Give released addresses back, or add a pool before it is full.',
    }),
  ]
}

function limitWords({ under }: Room, { freeShare, freeAddresses }: RoomLimits): string {
  return under === 'count'
    ? `Fewer than the ${freeAddresses} free addresses under which this console warns.`
    : `Less than ${Number((freeShare * 100).toFixed(1))} % of what it can give out is free.`
}
