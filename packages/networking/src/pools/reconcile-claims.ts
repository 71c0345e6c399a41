import { fact, refTo, type Finding } from '../rules/finding.ts'
import { parseAddress } from './address-text.ts'
import type { PoolView } from './ledger.ts'
import type { PoolBlock } from './pool.ts'
import { claimedTwice } from './reconcile-held.ts'
import { about, isSettled, placeOf, type ReconcileFacts } from './pool-finding.ts'

/**
 * EIps that name an address of this pool that nobody holds, so that the next one to ask may get it too, or that somebody
 * else holds.
 */
export function unbacked(view: PoolView, { externalIps, now }: ReconcileFacts): Finding[] {
  if (!externalIps) return []
  const held = new Map(view.held.map((cell) => [cell.text, cell]))
  return externalIps.flatMap((eip) => {
    const { address, meta } = eip
    if (address === undefined || meta.deletedAt !== undefined || !isOf(view, address)) return []
    if (!isSettled(meta.createdAt, now)) return []
    const holders = held.get(address)?.holders ?? []
    const [holder] = holders
    if (holder) {
      const isItself = holders.some((one) => one.eip?.meta.uid === meta.uid || one.rivals?.includes(eip))
      return isItself || !holder.eip ? [] : [claimedTwice(view, address, holder, [holder.eip, eip])]
    }
    const subject = refTo('ExternalIp', meta)
    return [
      about(view, 'pool/unbacked', 'broken', 'proven', {
        title: `${placeOf(meta)} has ${address}, which no OvnEip holds`,
        short: `${address} not held`,
        explanation:
          'The address is free as far as the pool is concerned, so somebody else may get it as well.',
        evidence: [
          fact(subject, 'status.ipAddress', address),
          fact(subject, 'status.ovnEIpRef', eip.ovnEip ?? ''),
        ],
        step: 'Have the platform reconcile the EIp; if the OvnEip does not come back, its owner has to make a new one.',
      }),
    ]
  })
}

/** Load balancers with an address of this pool that neither an OvnEip nor the exclusions account for. */
export function serviceAddresses(view: PoolView, { services, now }: ReconcileFacts): Finding[] {
  if (!services) return []
  const held = heldTexts(view)
  // An address is told to a Service a moment after an OvnEip has it, and the two come by different ways.
  const lasting = services.filter(
    ({ meta }) => meta.deletedAt === undefined && isSettled(meta.createdAt, now),
  )
  return lasting.flatMap((service) =>
    service.addresses
      .filter((address) => isOf(view, address) && !held.has(address) && !isExcluded(view, address))
      .map((address) =>
        about(view, 'pool/unknown-service-address', 'broken', 'proven', {
          title: `Service ${placeOf(service.meta)} has ${address}, which no OvnEip holds`,
          short: `${address} used, not held`,
          explanation:
            service.loadBalancerClass === undefined
              ? 'The pool takes the address for free, so somebody else may get it as well.'
              : `Another load balancer (${service.loadBalancerClass}) gave it out, and the pool takes it for free.`,
          evidence: [fact(refTo('Service', service.meta), 'status.loadBalancer.ingress[].ip', address)],
          step: `Exclude ${address} in the Subnet, so that nobody else gets it.`,
        }),
      ),
  )
}

function heldTexts({ held }: PoolView): ReadonlySet<string> {
  return new Set(held.map(({ text }) => text))
}

function isOf({ pool }: PoolView, text: string): boolean {
  return pool.blocks.some((block) => holds(block, 'hosts', text))
}

function isExcluded({ pool }: PoolView, text: string): boolean {
  return pool.blocks.some((block) => holds(block, 'excluded', text))
}

function holds(block: PoolBlock, of: 'hosts' | 'excluded', text: string): boolean {
  const address = parseAddress(text)
  return address?.family === block.family && block[of].has(address.value)
}
