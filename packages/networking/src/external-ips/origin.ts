import type { ExternalIp } from '../model/external-ip.ts'
import { isDefaultGateway } from './network.ts'
import { ownersWords } from './owners.ts'

/**
 * Who made an External IP, where its object tells: tables hold rows that nobody of the Project created (kube-dc.md §1).
 * Undefined where nothing tells; that is no proof of a person.
 */
export function originWords(ip: ExternalIp): string | undefined {
  if (isDefaultGateway(ip)) return 'the platform, with the Project; removed with it'
  const [controller] = ip.meta.controlledBy ?? []
  if (controller) return `the platform, for ${controller.kind} ${controller.name}; removed with it`
  if (!ip.deleteReleased) return undefined
  const users = ownersWords(ip)
  return users ? `the platform, for ${users}; removed with it` : 'the platform; removed once nothing uses it'
}
