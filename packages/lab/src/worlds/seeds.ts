import { MADE_FOR, NETWORK_TYPE } from '../controllers/caches.ts'
import { timestamp } from '../controllers/condition.ts'
import { LAB_DELETE_RELEASED, LAB_OWNERS } from '../controllers/external-ip-controller.ts'
import { EIP_FINALIZER } from '../controllers/external-ip.ts'
import { settledOvnEip } from '../controllers/kube-ovn.ts'
import { attribution, attributionLabel, ovnEipName } from '../controllers/names.ts'
import { ownership, type Claim } from '../controllers/ownership.ts'
import { HOLD, resources, typeOf, type Manifest, type Resource } from '../controllers/resources.ts'
import type { Seed } from './planter.ts'

const MINUTE = 60_000
export const HOURS = 60 * MINUTE
export const DAYS = 24 * HOURS

/** A seed of any kind. */
export function seed(
  resource: Resource<unknown>,
  metadata: Manifest['metadata'],
  content: object = {},
  ageMs = 0,
): Seed {
  return { resource, manifest: { ...typeOf(resource), metadata, ...content }, ageMs }
}

/** An External IP as a world describes it. */
export interface ExternalIpSketch {
  readonly namespace: string
  readonly name: string
  /** Absent: the spec does not say; the platform's default then counts. */
  readonly type?: string
  /** It has had this address since it was made. Absent: the platform has yet to decide. */
  readonly address?: { readonly pool: string; readonly type: 'cloud' | 'public'; readonly v4Ip: string }
  readonly owners?: readonly Claim[]
  /** The platform made it for one of its owners and removes it with the last one. */
  readonly platformMade?: boolean
  /** No controller touches it. */
  readonly held?: boolean
  readonly ageMs?: number
}

/**
 * The seeds of one External IP: the object, and where it has an address the OvnEip that holds it. They look as the
 * controllers would have left them, so that these have nothing to do.
 *
 * @param now milliseconds since 1970.
 */
export function externalIpSeeds(sketch: ExternalIpSketch, now: number): Seed[] {
  const { namespace, name, type, address, owners = [], platformMade, held, ageMs = 0 } = sketch
  const reference = { namespace, name }
  const annotations = {
    ...(owners.length > 0 && { [LAB_OWNERS]: JSON.stringify(owners) }),
    ...(platformMade && { [LAB_DELETE_RELEASED]: 'true' }),
    ...(held && { [HOLD]: 'true' }),
  }
  const metadata = {
    ...reference,
    ...(Object.keys(annotations).length > 0 && { annotations }),
    ...(address && { finalizers: [EIP_FINALIZER], labels: { [NETWORK_TYPE]: address.type } }),
  }
  const spec = type === undefined ? {} : { externalNetworkType: type }
  if (!address) return [seed(resources.externalIps, metadata, { spec }, ageMs)]
  const { pool, v4Ip } = address
  const { labels, finalizers, ...ovn } = settledOvnEip(ovnEipName(reference), pool, v4Ip, 'nat', '')
  const ovnEip = seed(
    resources.ovnEips,
    {
      name: ovnEipName(reference),
      labels: { ...labels, 'network.kube-dc.com/eip': attributionLabel(reference) },
      annotations: { [MADE_FOR]: attribution(reference) },
      finalizers,
    },
    ovn,
    ageMs,
  )
  const used = ownership([], owners)
  const status = {
    ready: true,
    ipAddress: v4Ip,
    ovnEIpRef: ovnEipName(reference),
    ownershipType: used.ownershipType,
    ...(used.owners.length > 0 && { owners: used.owners }),
    ...(platformMade && { deleteReleased: true }),
    conditions: [
      {
        type: 'Ready',
        status: 'True',
        reason: 'Allocated',
        message: `address ${v4Ip} from external network ${pool}`,
        lastTransitionTime: timestamp(now - ageMs + 2000),
      },
    ],
  }
  return [ovnEip, seed(resources.externalIps, metadata, { spec, status }, ageMs)]
}
