import { durationWords, elapsed } from '../age.ts'
import type { Meta } from '../model/object.ts'
import { fact, refTo, type Evidence, type Finding, type RefKind } from '../rules/finding.ts'
import { parseAddress } from './address-text.ts'
import type { PoolView } from './ledger.ts'
import { about, addressFact, isSettled, placeOf, type ReconcileFacts } from './pool-finding.ts'

interface Stuck {
  readonly kind: Extract<RefKind, 'OvnEip' | 'ExternalIp' | 'Subnet'>
  readonly meta: Meta
  readonly address?: string
  /** What says that it has the address. */
  readonly proof?: Evidence
}

/** What belongs to a pool and does not go. Finalizers protect an order: they are never stripped (kube-dc.md §1). */
export function stuck(view: PoolView, facts: ReconcileFacts): Finding[] {
  const { subnet, name } = view.pool
  const found = [{ kind: 'Subnet' as const, meta: subnet.meta }, ...holders(view), ...unheld(view, facts)]
  return found.flatMap(({ kind, meta, address, proof }: Stuck) => {
    const age = elapsed(meta.deletedAt, facts.now)
    if (age === undefined || !isSettled(meta.deletedAt, facts.now)) return []
    const subject = refTo(kind, meta)
    return [
      about(view, 'pool/stuck', 'notice', 'proven', {
        title: `${placeOf(meta)} has been going away for ${durationWords(age)}`,
        short: `${address ?? name} stuck deleting`,
        explanation:
          'Something still depends on it, or the controller whose finalizer it bears does not run.',
        evidence: [
          ...(proof ? [proof] : []),
          fact(subject, 'metadata.deletionTimestamp', meta.deletedAt ?? ''),
          fact(subject, 'metadata.finalizers', (meta.finalizers ?? []).join(', ')),
        ],
        step: 'Remove what still uses it and look at the controller’s log. Never strip the finalizer: the address would be given out while it is still routed.',
      }),
    ]
  })
}

/** Each holder once, though it may have an address of each family: the OvnEip, else the External IP that it is for. */
function holders(view: PoolView): Stuck[] {
  const seen = new Set<string>()
  return view.held.flatMap(({ text, holders: all }) =>
    all.flatMap(({ ovnEip, eip }): Stuck[] => {
      if (seen.has(ovnEip.meta.uid)) return []
      seen.add(ovnEip.meta.uid)
      const [kind, meta] =
        ovnEip.meta.deletedAt === undefined && eip
          ? (['ExternalIp', eip.meta] as const)
          : (['OvnEip', ovnEip.meta] as const)
      return [{ kind, meta, address: text, proof: addressFact(ovnEip.meta, text, ovnEip.meta.createdAt) }]
    }),
  )
}

/** External IPs that say they have an address of this pool, without an OvnEip that holds it. */
function unheld({ pool, held }: PoolView, { externalIps = [] }: ReconcileFacts): Stuck[] {
  const texts = new Set(held.map(({ text }) => text))
  return externalIps.flatMap(({ meta, address = '' }): Stuck[] => {
    const value = parseAddress(address)
    const isOf = pool.blocks.some(({ family, hosts }) => family === value?.family && hosts.has(value.value))
    if (!isOf || texts.has(address)) return []
    const proof = fact(refTo('ExternalIp', meta), 'status.ipAddress', address)
    return [{ kind: 'ExternalIp', meta, address, proof }]
  })
}
