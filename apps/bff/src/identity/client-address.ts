import ipaddr from 'ipaddr.js'

/**
 * Who counts as one client: an IPv4 address, or the /64 of an IPv6 address, since whoever has one has them all.
 *
 * @param address As the connection, or a trusted proxy, names it.
 */
export function clientOf(address: string | undefined): string {
  if (address === undefined || !ipaddr.isValid(address)) return 'unknown'
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6
    ? parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')
    : parsed.toString()
}
