import ipaddr from 'ipaddr.js'
import { cidrContains } from '../addresses.ts'
import type { JudgementFacts } from './judgement.ts'

/** Addresses of a CIDR that no pod or VM ever has. */
function reserved(cidr: string): { network: string; broadcast: string; first: string } | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr)) return undefined
  const network = ipaddr.IPv4.networkAddressFromCIDR(cidr)
  const first = new ipaddr.IPv4(network.octets.map((octet, index) => (index === 3 ? octet + 1 : octet) & 255))
  return {
    network: network.toString(),
    broadcast: ipaddr.IPv4.broadcastAddressFromCIDR(cidr).toString(),
    first: first.toString(),
  }
}

/** Why an address is none that a floating IP can lead to; undefined when nothing says so (kube-dc.md §13, 11). */
export function targetAddressProblem(
  address: string,
  { cidr, gatewayAddress, name }: Pick<JudgementFacts['project'], 'cidr' | 'gatewayAddress' | 'name'>,
): string | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(address)) return 'Enter an IPv4 address, such as 10.0.0.7.'
  if (cidr === undefined) return undefined
  const edges = reserved(cidr)
  if (!edges) return undefined
  if (!cidrContains(cidr, address)) return `${address} is not in the network of ${name}, ${cidr}.`
  if (address === edges.network) return `${address} is the address of the network ${cidr} itself.`
  if (address === edges.broadcast) return `${address} is the broadcast address of ${cidr}.`
  // Kube-OVN gives the router the first address where none was chosen.
  return address === (gatewayAddress ?? edges.first) ? `${address} is the router of ${name}.` : undefined
}
