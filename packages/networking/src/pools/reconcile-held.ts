import { durationWords, elapsed } from '../age.ts'
import { fact, refTo, type Evidence, type Finding } from '../rules/finding.ts'
import { list } from '../words.ts'
import type { Cell, Holder } from './cell.ts'
import type { PoolView } from './ledger.ts'
import { about, addressFact, GRACE, nameOf, placeOf, type ReconcileFacts } from './pool-finding.ts'

export function aboutCell(view: PoolView, cell: Cell, facts: ReconcileFacts): Finding[] {
  if (cell.state === 'conflict') return [conflict(view, cell)]
  const [holder] = cell.holders
  if (!holder) return []
  return [
    ...(cell.state === 'leaked' ? leaked(view, cell, holder, facts) : []),
    ...(cell.isExcluded && holder.state !== 'router-port' && holder.state !== 'platform'
      ? [excludedHeld(view, cell, holder)]
      : []),
  ]
}

function conflict(view: PoolView, cell: Cell): Finding {
  const names = cell.holders.map(nameOf)
  const withGateway = cell.holders.length === 1
  return about(view, 'pool/conflict', 'broken', 'proven', {
    title: withGateway
      ? `${cell.text} is the gateway and held by ${list(names)}`
      : `${cell.text} is held ${cell.holders.length} times`,
    short: `${cell.text} in conflict`,
    explanation: `Two machines answer for one address, so connections to either fail now and then. Held by ${list(names)}.`,
    evidence: cell.holders.map(({ ovnEip }) => addressFact(ovnEip.meta, cell.text)),
    step: 'Find out which one carries traffic, and give the other a new address by deleting and making its External IP anew.',
  })
}

function leaked(view: PoolView, cell: Cell, holder: Holder, { now }: ReconcileFacts): Finding[] {
  const { ovnEip, lost, eip } = holder
  const age = elapsed(ovnEip.meta.createdAt, now)
  // What is being deleted is on its way out; `stuck` tells when it stays.
  if (ovnEip.meta.deletedAt !== undefined || age === undefined || age < GRACE) return []
  const why =
    lost === 'eip-elsewhere' && eip
      ? `It was made for ${nameOf(holder)}, which has ${eip.address ?? 'another OvnEip'} now.`
      : lost === 'eip-gone'
        ? `It was made for ${ovnEip.madeFor ?? ''}, which does not exist any more.`
        : 'Nothing says whom it is for, and no External IP refers to it.'
  const evidence: Evidence[] = [addressFact(ovnEip.meta, cell.text, ovnEip.meta.createdAt)]
  if (ovnEip.nat !== '') evidence.push(fact(refTo('OvnEip', ovnEip.meta), 'status.nat', ovnEip.nat))
  return [
    about(view, 'pool/leaked', 'notice', lost === 'unmarked' ? 'likely' : 'proven', {
      title: `${cell.text} is held and nobody uses it`,
      short: `${cell.text} leaked`,
      explanation: why,
      evidence,
      step: `Check that no OvnFip, OvnSnatRule or OvnDnatRule names ${ovnEip.meta.name}, then delete that OvnEip.`,
    }),
  ]
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

/** OvnEips and EIps whose deletion does not end. Finalizers protect an order: they are never stripped (kube-dc.md §1). */
export function stuck(view: PoolView, { now }: ReconcileFacts): Finding[] {
  const holders = view.held.flatMap((cell) => cell.holders.map((holder) => ({ cell, holder })))
  return holders.flatMap(({ cell, holder }) => {
    const meta = [holder.ovnEip.meta, holder.eip?.meta].find((one) => one?.deletedAt !== undefined)
    const age = elapsed(meta?.deletedAt, now)
    if (!meta || age === undefined || age < GRACE) return []
    const kind = meta === holder.ovnEip.meta ? 'OvnEip' : 'ExternalIp'
    const subject = refTo(kind, meta)
    return [
      about(view, 'pool/stuck', 'notice', 'proven', {
        title: `${placeOf(meta)} has been going away for ${durationWords(age)}`,
        short: `${cell.text} stuck deleting`,
        explanation:
          'Something still depends on it, or the controller whose finalizer it bears does not run.',
        evidence: [
          fact(subject, 'metadata.deletionTimestamp', meta.deletedAt ?? ''),
          fact(subject, 'metadata.finalizers', (meta.finalizers ?? []).join(', ')),
        ],
        step: 'Remove what still uses it and look at the controller’s log. Never strip the finalizer: the address would be given out while it is still routed.',
      }),
    ]
  })
}
