import type { AddressOwner, ExternalIp } from '../model/external-ip.ts'
import { list } from '../words.ts'

/** One user of an address in words: `load balancer web`. Unknown types are named as the cluster names them. */
export function ownerWords(owner: AddressOwner, namespace: string | undefined): string {
  // An owner in another namespace is possible and worth saying; such bindings stay pending (kube-dc.md §4.1).
  const where = owner.namespace === undefined || owner.namespace === namespace ? '' : ` in ${owner.namespace}`
  switch (owner.type) {
    case 'Snat':
      return `the Project’s way out${where}`
    case 'ServiceLb':
      return `load balancer ${owner.name}${where}`
    case 'FIp':
      return `floating IP ${owner.name}${where}`
    default:
      return `${owner.type} ${owner.name}${where}`.trim()
  }
}

const MANY = 4

/** All users of an address in words, the first ones by name: `load balancer web and floating IP broker`. */
export function ownersWords({ owners, meta }: ExternalIp): string {
  const words = owners.map((owner) => ownerWords(owner, meta.namespace))
  if (words.length <= MANY) return list(words)
  return list([...words.slice(0, MANY - 1), `${words.length - MANY + 1} more`])
}
