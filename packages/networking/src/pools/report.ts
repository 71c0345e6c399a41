import { isIdle } from '../external-ips/idle.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Meta } from '../model/object.ts'
import type { OvnEip } from '../model/ovn-eip.ts'
import type { Subnet } from '../model/subnet.ts'
import type { Vlan } from '../model/vlan.ts'
import type { Finding } from '../rules/finding.ts'
import type { Family } from './address-text.ts'
import type { Held, Holder, Part } from './cell.ts'
import type { Census } from './census.ts'
import type { PoolView } from './ledger.ts'
import { worstFirst } from './pool-state.ts'
import type { Growth } from './trend.ts'

/*
 * What the server tells of pools, as it travels: sums over everything are made once there, addresses go one by one and
 * as small as the pages allow, because a /16 has tens of thousands of them.
 */

/** A census in texts, as JSON has no numbers of this size. */
export interface CensusReport {
  readonly family: Family
  readonly whole: string
  readonly parts: Readonly<Record<Part, string>>
}

/** One pool with its sums and what is wrong with it. */
export interface PoolReport {
  readonly kind: 'PoolReport'
  /** Of the Subnet; the version is the report's own. */
  readonly meta: Meta
  readonly subnet: Subnet
  readonly vlan?: Vlan
  /** One per family; empty when the CIDR cannot be read. */
  readonly censuses: readonly CensusReport[]
  /** Worst first; see `moreFindings`. */
  readonly findings: readonly Finding[]
  /** How many there are beside these. */
  readonly moreFindings: number
  readonly growth: Growth
}

/** An External IP as holders of addresses name it. */
export interface ExternalIpReport extends Pick<ExternalIp, 'ownership' | 'owners' | 'ready'> {
  readonly namespace: string
  readonly name: string
  readonly uid: string
  /** RFC 3339. */
  readonly createdAt: string
  readonly deletedAt?: string
  readonly networkType: ExternalIp['networkType']
}

/** A Project as reports name it. */
export interface ProjectName {
  readonly organization: string
  readonly project: string
}

/** Who holds an address. `meta.namespace` is the pool's name, so that each pool's holders are a channel. */
export interface AddressReport extends Held {
  readonly kind: 'AddressReport'
  /** Of the OvnEip; the version is the report's own. */
  readonly meta: Meta
  readonly type: string
  readonly nat: string
  readonly ready: boolean
  readonly lost?: Holder['lost']
  /** `namespace.name` of the EIp that it was made for, where that is not there any more. */
  readonly madeFor?: string
  readonly eip?: ExternalIpReport
  readonly project?: ProjectName
}

/** How many External IPs of one type a namespace has. */
export interface UsageCount {
  readonly held: number
  /** Of these, used by nothing. */
  readonly idle: number
  /** Of these, without an address. */
  readonly waiting: number
}

/** What one namespace holds; also of a Project that holds nothing. `meta.name` is `usageName`. */
export interface UsageReport {
  readonly kind: 'UsageReport'
  readonly meta: Meta
  /** Absent where the Project has none yet; then it holds nothing. */
  readonly namespace?: string
  /** Absent where the namespace belongs to no Project. */
  readonly project?: ProjectName
  readonly public: UsageCount
  readonly cloud: UsageCount
  /** External IPs whose type nothing tells. */
  readonly untyped: UsageCount
}

/** Parsed type of each report. */
export interface Reports {
  pools: PoolReport
  'pool-addresses': AddressReport
  'address-usage': UsageReport
}

/** Findings that travel with one report; a pool in ruins must not fill the channel of all pools. */
const MOST_FINDINGS = 200

/** @param growth see `trend.ts`. */
export function poolReport(
  { pool: { subnet, vlan }, censuses }: PoolView,
  findings: readonly Finding[],
  growth: Growth,
): Omit<PoolReport, 'meta'> {
  return {
    kind: 'PoolReport',
    subnet,
    ...(vlan && { vlan }),
    censuses: censuses.map(censusReport),
    findings: worstFirst(findings).slice(0, MOST_FINDINGS),
    moreFindings: Math.max(0, findings.length - MOST_FINDINGS),
    growth,
  }
}

function censusReport({ block: { family }, whole, parts }: Census): CensusReport {
  return {
    family,
    whole: String(whole),
    parts: {
      exclusive: String(parts.exclusive),
      shared: String(parts.shared),
      released: String(parts.released),
      platform: String(parts.platform),
      excluded: String(parts.excluded),
      problems: String(parts.problems),
      free: String(parts.free),
    },
  }
}

/** The numbers of a census that travelled. */
export function censusOfReport({ whole, parts }: CensusReport): Pick<Census, 'whole' | 'parts'> {
  return {
    whole: BigInt(whole),
    parts: {
      exclusive: BigInt(parts.exclusive),
      shared: BigInt(parts.shared),
      released: BigInt(parts.released),
      platform: BigInt(parts.platform),
      excluded: BigInt(parts.excluded),
      problems: BigInt(parts.problems),
      free: BigInt(parts.free),
    },
  }
}

/** @param projectOf the Project of a backing namespace. */
export function addressReport(
  { ovnEip, state, eip, lost, v4, v6 }: Holder,
  projectOf: (namespace: string) => ProjectName | undefined,
): AddressReport {
  const { meta, type, nat, ready, madeFor } = ovnEip
  const project = projectOf(eip?.meta.namespace ?? madeFor?.split('.')[0] ?? routerOf(ovnEip) ?? '')
  return {
    kind: 'AddressReport',
    meta: {
      name: meta.name,
      namespace: ovnEip.subnet,
      uid: meta.uid,
      resourceVersion: meta.resourceVersion,
      createdAt: meta.createdAt,
      ...(meta.deletedAt !== undefined && { deletedAt: meta.deletedAt }),
    },
    ...(v4 !== undefined && { v4 }),
    ...(v6 !== undefined && { v6 }),
    state,
    type,
    nat,
    ready,
    ...(lost !== undefined && { lost }),
    ...(eip ? { eip: externalIpReport(eip) } : madeFor !== undefined && { madeFor }),
    ...(project && { project }),
  }
}

/**
 * The namespace that a router port is for: its OvnEip is called `<namespace>-<pool>` (kube-dc.md §3 [P]). The pool's name is
 * known, so nothing is split; a name of another kind is that of no Project.
 */
function routerOf({ type, meta, subnet }: OvnEip): string | undefined {
  const end = `-${subnet}`
  return type === 'lrp' && meta.name.endsWith(end) ? meta.name.slice(0, -end.length) : undefined
}

function externalIpReport({ meta, ownership, owners, ready, networkType }: ExternalIp): ExternalIpReport {
  return {
    namespace: meta.namespace ?? '',
    name: meta.name,
    uid: meta.uid,
    createdAt: meta.createdAt,
    ...(meta.deletedAt !== undefined && { deletedAt: meta.deletedAt }),
    ownership,
    owners,
    ready,
    networkType,
  }
}

/** Whose addresses are counted: a namespace's, or those of a Project that has no namespace yet (kube-dc.md §1). */
export type UsagePlace =
  | { readonly namespace: string; readonly project?: ProjectName | undefined }
  | { readonly namespace?: undefined; readonly project: ProjectName }

/** What a place is known by: its namespace, else `organization/project`, which is never the name of one. */
export function usageName(place: UsagePlace): string {
  return place.namespace ?? `${place.project.organization}/${place.project.project}`
}

/**
 * Counts the External IPs of one place.
 *
 * @param typeOf the type of an address, also where the object does not say it.
 */
export function usageReport(
  eips: readonly ExternalIp[],
  { namespace, project }: UsagePlace,
  typeOf: (eip: ExternalIp) => ExternalIp['networkType'],
): Omit<UsageReport, 'meta'> {
  const of = (type: ExternalIp['networkType']) => countOf(eips.filter((eip) => typeOf(eip) === type))
  return {
    kind: 'UsageReport',
    ...(namespace !== undefined && { namespace }),
    ...(project && { project }),
    public: of('public'),
    cloud: of('cloud'),
    untyped: of('unknown'),
  }
}

function countOf(eips: readonly ExternalIp[]): UsageCount {
  return {
    held: eips.length,
    idle: eips.filter(isIdle).length,
    waiting: eips.filter(({ address }) => address === undefined).length,
  }
}
