import { createHash } from 'node:crypto'
import { MADE_FOR, NETWORK_TYPE } from '../controllers/caches.ts'
import { timestamp } from '../controllers/condition.ts'
import { EIP_FINALIZER } from '../controllers/external-ip.ts'
import { floating } from '../controllers/floating-resources.ts'
import { settledOvnEip } from '../controllers/kube-ovn.ts'
import { attribution, attributionLabel, ovnEipName } from '../controllers/names.ts'
import { ownership, type Claim } from '../controllers/ownership.ts'
import {
  HOLD,
  resources,
  typeOf,
  type Manifest,
  type Reference,
  type Resource,
} from '../controllers/resources.ts'
import { workloads } from '../controllers/workload-resources.ts'
import type { Seed } from './planter.ts'

export const MINUTES = 60_000
export const HOURS = 60 * MINUTES
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

/** A Service or FIp for which the platform made an External IP. Its seed has this uid. */
export interface Maker {
  readonly type: 'ServiceLb' | 'FIp'
  readonly name: string
  readonly uid: string
}

/** The uid that the seed of an object has where others refer to it. */
export function uidOf(namespace: string, kind: string, name: string): string {
  const digest = createHash('sha256').update(`${namespace}/${kind}/${name}`).digest('hex')
  return digest.slice(0, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-a$4-$5')
}

/** The maker of an External IP, by the same name as its seed has. */
export function maker(type: Maker['type'], namespace: string, name: string): Maker {
  return { type, name, uid: uidOf(namespace, type === 'FIp' ? 'FIp' : 'Service', name) }
}

function ownerReference({ type, name, uid }: Maker): object {
  const resource = type === 'FIp' ? floating.floatingIps : workloads.services
  return { ...typeOf(resource), name, uid, controller: true, blockOwnerDeletion: false }
}

/** An address of a pool that somebody holds. */
export interface OvnEipSketch {
  readonly name: string
  readonly pool: string
  readonly v4Ip: string
  readonly v6Ip?: string
  /** Absent: for translation. */
  readonly type?: 'lrp' | 'lsp' | 'nat'
  /** Which translation uses it. */
  readonly nat?: string
  /** The EIp that it is marked with, there or not. */
  readonly madeFor?: Reference
  /** No controller touches it. */
  readonly held?: boolean
  readonly ageMs: number
}

/** An OvnEip that has had its address since it was made. */
export function ovnEipSeed(sketch: OvnEipSketch): Seed {
  const { name, pool, v4Ip, v6Ip, type = 'nat', nat = '', madeFor, held, ageMs } = sketch
  const { labels, finalizers, spec, status } = settledOvnEip(name, pool, v4Ip, type, nat)
  const annotations = {
    ...(madeFor && { [MADE_FOR]: attribution(madeFor) }),
    ...(held && { [HOLD]: 'true' }),
  }
  const mark = madeFor && { 'network.kube-dc.com/eip': attributionLabel(madeFor) }
  const metadata = { name, labels: { ...labels, ...mark }, annotations, finalizers }
  const v6 = v6Ip !== undefined && { v6Ip }
  const content = { spec: { ...spec, ...v6 }, status: { ...status, ...v6 } }
  return seed(resources.ovnEips, metadata, content, ageMs)
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
  /** The platform made it for this one and removes it with it. */
  readonly madeFor?: Maker
  /** No controller touches it. */
  readonly held?: boolean
  readonly ageMs?: number
  /** For how long it has been going away. */
  readonly leavingMs?: number
}

/**
 * The seeds of one External IP: the object, and where it has an address the OvnEip that holds it. They look as the
 * controllers would have left them, so that these have nothing to do.
 *
 * @param now milliseconds since 1970.
 */
export function externalIpSeeds(sketch: ExternalIpSketch, now: number): Seed[] {
  const { namespace, name, type, address, madeFor, held, ageMs = 0, leavingMs } = sketch
  const reference = { namespace, name }
  const owners = sketch.owners ?? (madeFor ? [{ type: madeFor.type, ownerRef: madeFor.name }] : [])
  const metadata = {
    ...reference,
    ...(held && { annotations: { [HOLD]: 'true' } }),
    ...(madeFor && { ownerReferences: [ownerReference(madeFor)] }),
    ...(address && { finalizers: [EIP_FINALIZER], labels: { [NETWORK_TYPE]: address.type } }),
  }
  const spec = type === undefined ? {} : { externalNetworkType: type }
  if (!address) return [seed(resources.externalIps, metadata, { spec }, ageMs)]
  const { pool, v4Ip } = address
  const ovnEip = ovnEipSeed({
    name: ovnEipName(reference),
    pool,
    v4Ip,
    nat: owners.some(({ type }) => type === 'FIp') ? 'fip' : '',
    madeFor: reference,
    ageMs,
  })
  const used = ownership([], owners)
  const status = {
    ready: true,
    ipAddress: v4Ip,
    ovnEIpRef: ovnEipName(reference),
    ownershipType: used.ownershipType,
    ...(used.owners.length > 0 && { owners: used.owners }),
    ...(madeFor && { deleteReleased: true }),
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
  const made = seed(resources.externalIps, metadata, { spec, status }, ageMs)
  return [ovnEip, { ...made, ...(leavingMs !== undefined && { leavingMs }) }]
}
