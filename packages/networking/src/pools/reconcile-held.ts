import type { ExternalIp } from '../model/external-ip.ts'
import { fact, refTo, type Evidence, type Finding } from '../rules/finding.ts'
import { list } from '../words.ts'
import type { Cell, Holder } from './cell.ts'
import type { PoolView } from './ledger.ts'
import { about, addressFact, isSettled, nameOf, placeOf, type ReconcileFacts } from './pool-finding.ts'

export function aboutCell(view: PoolView, cell: Cell, facts: ReconcileFacts): Finding[] {
  if (cell.state === 'conflict') return conflict(view, cell, facts)
  const [holder] = cell.holders
  if (!holder) return []
  return [
    ...(cell.state === 'leaked' ? leftBehind(view, cell, holder, facts) : []),
    ...(holder.eip && holder.rivals
      ? [claimedTwice(view, cell.text, holder, [holder.eip, ...holder.rivals])]
      : []),
    ...(cell.isExcluded && isTenants(holder) ? [excludedHeld(view, cell, holder)] : []),
  ]
}

/** Router and switch ports are the platform's, also the one that a Project leaves by; they may lie among the exclusions. */
function isTenants({ ovnEip, state }: Holder): boolean {
  return ovnEip.type !== 'lrp' && ovnEip.type !== 'lsp' && state !== 'platform'
}

/** Who or what an address is for: two OvnEips of one EIp are no two machines. */
function purposeOf({ eip, ovnEip }: Holder): string {
  return eip ? `${eip.meta.namespace ?? ''}.${eip.meta.name}` : (ovnEip.madeFor ?? ` ${ovnEip.meta.name}`)
}

function conflict(view: PoolView, cell: Cell, { now }: ReconcileFacts): Finding[] {
  // One that is on its way out makes room for its successor; `stuck` tells when it stays.
  const staying = cell.holders.filter(
    ({ ovnEip }) => ovnEip.meta.deletedAt === undefined || isSettled(ovnEip.meta.deletedAt, now),
  )
  const [first, ...others] = staying
  if (!first || (others.length === 0 && cell.holders.length > 1)) return []
  const purposes = new Set(staying.map(purposeOf))
  return others.length > 0 && purposes.size === 1
    ? [sameTwice(view, cell, staying)]
    : [heldTwice(view, { ...cell, holders: staying })]
}

function sameTwice(view: PoolView, cell: Cell, holders: readonly Holder[]): Finding {
  const [first] = holders
  const used = first?.eip?.ovnEip
  const spare = holders.filter(({ meta }) => meta.name !== used).map(({ meta }) => meta.name)
  return about(view, 'pool/duplicate', 'notice', 'proven', {
    title: `${cell.text} is held ${holders.length} times for one External IP`,
    short: `${cell.text} held twice`,
    explanation: `All of it is for ${first ? nameOf(first) : 'one External IP'}, so nobody else is hurt. Kube-OVN counts the address once for each OvnEip, so its figure of free addresses is too low.`,
    evidence: holders.map(({ ovnEip }) => addressFact(ovnEip.meta, cell.text, ovnEip.meta.createdAt)),
    step:
      used === undefined
        ? 'Wait for the External IP to name the OvnEip that it uses; the others can go then.'
        : `Check that no OvnFip, OvnSnatRule or OvnDnatRule names ${list(spare)}, then delete that OvnEip. Keep ${used}.`,
  })
}

/** Two External IPs that both say they have one address: whoever gives theirs back takes it from the other. */
export function claimedTwice(
  view: PoolView,
  address: string,
  { ovnEip }: Holder,
  eips: readonly ExternalIp[],
): Finding {
  const names = eips.map(({ meta }) => placeOf(meta))
  return about(view, 'pool/claimed-twice', 'broken', 'proven', {
    title: `${list(names)} both say that they have ${address}`,
    short: `${address} claimed twice`,
    explanation:
      'One address serves one External IP. What arrives for it goes to one of them, and when either is deleted both lose it.',
    evidence: [
      ...eips.map(({ meta }) => fact(refTo('ExternalIp', meta), 'status.ipAddress', address, meta.createdAt)),
      fact(refTo('OvnEip', ovnEip.meta), 'made for', ovnEip.madeFor ?? 'nobody that it names'),
    ],
    step: 'Find out which of them traffic reaches. Have the owner of the other make a new External IP before theirs is deleted.',
  })
}

function heldTwice(view: PoolView, cell: Cell): Finding {
  const names = cell.holders.map(nameOf)
  const withGateway = cell.holders.length === 1
  return about(view, 'pool/conflict', 'broken', 'proven', {
    title: withGateway
      ? `${cell.text} is the gateway and held by ${list(names)}`
      : `${cell.text} is held ${cell.holders.length} times`,
    short: `${cell.text} in conflict`,
    explanation: `Two machines answer for one address, so connections to either fail now and then. Held by ${list(names)}.`,
    evidence: cell.holders.map(({ ovnEip }) => addressFact(ovnEip.meta, cell.text, ovnEip.meta.createdAt)),
    step: stepOf(cell),
  })
}

/** A port of the platform stays; of two that tenants have, the one without traffic goes. */
function stepOf({ holders }: Cell): string {
  const [tenants, ...more] = holders.filter(isTenants)
  return tenants && more.length === 0
    ? `Give ${nameOf(tenants)} a new address: its owner makes a new External IP, moves to it, and deletes this one.`
    : 'Find out which one carries traffic, and give the other a new address by deleting and making its External IP anew.'
}

function leftBehind(view: PoolView, cell: Cell, holder: Holder, { now }: ReconcileFacts): Finding[] {
  const { ovnEip, lost, eip } = holder
  // What is being deleted is on its way out; `stuck` tells when it stays.
  if (ovnEip.meta.deletedAt !== undefined || !isSettled(ovnEip.meta.createdAt, now)) return []
  return [lost === 'eip-elsewhere' && eip ? duplicate(view, cell, holder, eip) : leaked(view, cell, holder)]
}

/** Earlier releases left several OvnEips behind for one EIp (kube-dc.md §3): the EIp is there, and uses another one. */
function duplicate(view: PoolView, cell: Cell, { ovnEip }: Holder, eip: ExternalIp): Finding {
  const used = eip.ovnEip ?? ''
  return about(view, 'pool/duplicate', 'notice', 'proven', {
    title: `${cell.text} is a second address of ${placeOf(eip.meta)}, which does not use it`,
    short: `${cell.text} duplicate`,
    explanation: `The External IP has ${eip.address ?? 'no address yet'} by ${used}. This OvnEip was made for it too and was left behind.`,
    evidence: [
      addressFact(ovnEip.meta, cell.text, ovnEip.meta.createdAt),
      fact(refTo('ExternalIp', eip.meta), 'status.ovnEIpRef', used),
    ],
    step: `Check that no OvnFip, OvnSnatRule or OvnDnatRule names ${ovnEip.meta.name}, then delete that OvnEip. Keep ${used}.`,
  })
}

function leaked(view: PoolView, cell: Cell, { ovnEip, lost }: Holder): Finding {
  const why =
    lost === 'eip-gone'
      ? `It was made for ${ovnEip.madeFor?.replace('.', '/') ?? ''}, which does not exist any more.`
      : 'Nothing says whom it is for, and no External IP refers to it.'
  const evidence: Evidence[] = [addressFact(ovnEip.meta, cell.text, ovnEip.meta.createdAt)]
  if (ovnEip.nat !== '') evidence.push(fact(refTo('OvnEip', ovnEip.meta), 'status.nat', ovnEip.nat))
  return about(view, 'pool/leaked', 'notice', lost === 'unmarked' ? 'likely' : 'proven', {
    title: `${cell.text} is held and nobody has it`,
    short: `${cell.text} leaked`,
    explanation: ovnEip.nat === '' ? why : `${why} A translation (${ovnEip.nat}) still uses it.`,
    evidence,
    step: `Check that no OvnFip, OvnSnatRule or OvnDnatRule names ${ovnEip.meta.name}, then delete that OvnEip.`,
  })
}

function excludedHeld(view: PoolView, cell: Cell, holder: Holder): Finding {
  return about(view, 'pool/excluded-held', 'notice', 'proven', {
    title: `${cell.text} is excluded and held by ${nameOf(holder)}`,
    short: `${cell.text} excluded, in use`,
    explanation:
      'It was given out before it was excluded. An exclusion never takes an address back, and Kube-OVN counts this one twice, so its figure of free addresses is too low.',
    evidence: [
      addressFact(holder.ovnEip.meta, cell.text, holder.ovnEip.meta.createdAt),
      fact(refTo('Subnet', view.pool.subnet.meta), 'spec.excludeIps', view.pool.subnet.excludeIps.join(', ')),
    ],
    step: 'Ask its owner to move to a new External IP where the address must be kept free; otherwise take it out of the exclusions.',
  })
}

export function stray(view: PoolView): Finding[] {
  // A pool whose CIDR cannot be read has no address at all; `malformed` says so once.
  if (view.pool.blocks.length === 0) return []
  return view.stray.map(({ ovnEip }) =>
    about(view, 'pool/stray', 'notice', 'proven', {
      title: `${ovnEip.meta.name} holds an address outside of ${view.pool.name}`,
      short: `${ovnEip.v4 ?? ovnEip.v6 ?? 'An address'} outside`,
      explanation:
        'It says it belongs to this pool, and the pool has no such address; the CIDR may have changed.',
      evidence: [addressFact(ovnEip.meta, ovnEip.v4 ?? ovnEip.v6 ?? '')],
      step: 'Compare the CIDR of the Subnet with the network; whoever holds the address needs a new one.',
    }),
  )
}
