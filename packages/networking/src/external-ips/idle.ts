import type { ExternalIp } from '../model/external-ip.ts'
import { isDefaultGateway } from './network.ts'

/**
 * Holds an address that nothing uses. The default gateway never counts, nor does what is on its way in or out
 * (failures.md row 21).
 */
export function isIdle(ip: ExternalIp): boolean {
  return (
    ip.reported &&
    ip.ready &&
    ip.address !== undefined &&
    ip.ownership === 'Released' &&
    ip.owners.length === 0 &&
    ip.meta.deletedAt === undefined &&
    !isDefaultGateway(ip)
  )
}
