import { compareAddresses } from '../addresses.ts'
import type { ExternalIp } from '../model/external-ip.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { externalIpFindings } from '../rules/catalogue.ts'
import type { Finding, Severity } from '../rules/finding.ts'
import type { RuleContext } from '../rules/rule.ts'
import { isDefaultGateway } from './network.ts'
import { ownersWords, ownerWords } from './owners.ts'

/**
 * How far a station of the path is proven. `hidden`: the viewer's role may not see it; `idle`: nothing stands there;
 * `unknown`: something does and its state is not read.
 */
export type HopState = 'ok' | 'waiting' | 'broken' | 'unknown' | 'hidden' | 'idle'

/** One station, in the order of travel from outside. */
export interface Hop {
  readonly kind: 'external-ip' | 'owner' | 'nobody'
  /** Unique among the hops of one path. */
  readonly id: string
  readonly name: string
  readonly state: HopState
  /** Address, where the station has one. */
  readonly detail?: string
  /** Why it is not ok. */
  readonly reason?: string
}

/** Everything a row, its filter and its panel say about how an External IP does. */
export interface ExternalIpState {
  /** Of the address itself. */
  readonly state: 'ok' | 'waiting' | 'broken'
  /** In one short sentence, without the name: the row has it. */
  readonly reason: string
  /** It works, and somebody should look: an idle public address. Shown in the colour of waiting. */
  readonly notice: boolean
  readonly hops: readonly Hop[]
  /** Root causes first, each followed by what it explains. */
  readonly findings: readonly Finding[]
}

const PROBLEMS: Readonly<Record<Severity, 'ok' | 'waiting' | 'broken'>> = {
  broken: 'broken',
  waiting: 'waiting',
  notice: 'ok',
  info: 'ok',
}

/** How one External IP does, from the rules. Costs nothing worth caching per row, and nothing depends on other rows. */
export function externalIpState(ip: ExternalIp | Unreadable, context: RuleContext): ExternalIpState {
  const findings = externalIpFindings(ip, context)
  const [first] = findings
  const state = first ? PROBLEMS[first.severity] : 'ok'
  const reason = ip.kind === 'Unreadable' || state !== 'ok' ? (first?.short ?? '') : readyReason(ip, first)
  return {
    state,
    reason,
    notice: first?.severity === 'notice',
    hops: hops(ip, state, reason),
    findings,
  }
}

function readyReason(ip: ExternalIp, finding: Finding | undefined): string {
  if (isDefaultGateway(ip)) return 'Ready, way out of the whole Project'
  if (finding?.severity === 'notice' || finding?.rule === 'external-ip/idle') return finding.short
  if (finding) return `Ready, ${finding.short.charAt(0).toLowerCase()}${finding.short.slice(1)}`
  return ip.owners.length === 0 ? 'Ready, not used yet' : `Ready, used by ${ownersWords(ip)}`
}

function hops(ip: ExternalIp | Unreadable, state: 'ok' | 'waiting' | 'broken', reason: string): Hop[] {
  const address: Hop = {
    kind: 'external-ip',
    id: ip.meta.uid,
    name: ip.meta.name,
    state,
    ...(ip.kind === 'ExternalIp' && ip.address !== undefined && { detail: ip.address }),
    ...(state !== 'ok' && { reason }),
  }
  if (ip.kind === 'Unreadable') return [address]
  if (ip.owners.length === 0) {
    return ip.ready ? [address, { kind: 'nobody', id: 'nobody', name: 'nothing', state: 'idle' }] : [address]
  }
  // Users are named by the address; their own state needs their own objects, so it is not claimed here.
  return [
    address,
    ...ip.owners.map((owner, index): Hop => ({
      kind: 'owner',
      id: `${index} ${owner.type} ${owner.name}`,
      name: ownerWords(owner, ip.meta.namespace),
      state: state === 'ok' ? 'unknown' : 'waiting',
      reason: state === 'ok' ? 'Its own state is not shown on this page yet' : 'Waits for the address',
    })),
  ]
}

/** Whether the row belongs under "Needs attention". */
export function needsAttention({ state, notice }: ExternalIpState): boolean {
  return state === 'broken' || notice
}

const RANK: Readonly<Record<ExternalIpState['state'], number>> = { broken: 0, waiting: 1, ok: 3 }

/** Sort key of the state column: problems first, then what waits, then notices, then the rest. */
export function stateRank({ state, notice }: ExternalIpState): number {
  return notice ? 2 : RANK[state]
}

/** What `compareExternalIps` needs of a row. */
export interface Row {
  readonly ip: ExternalIp | Unreadable
  readonly state: ExternalIpState
}

/** Order of the list when it opens: problems first, then by name. */
export function compareExternalIps(a: Row, b: Row): number {
  return stateRank(a.state) - stateRank(b.state) || compareNames(a.ip, b.ip)
}

type Named = Pick<ExternalIp | Unreadable, 'meta'>

/** By code point, as `kubectl` sorts; the same on every machine. */
export function compareNames({ meta: a }: Named, { meta: b }: Named): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0
}

/** Order of the address column: by number, rows without an address last, then by name. */
export function compareByAddress(a: ExternalIp | Unreadable, b: ExternalIp | Unreadable): number {
  const address = (ip: ExternalIp | Unreadable) => (ip.kind === 'ExternalIp' ? ip.address : undefined)
  return compareAddresses(address(a), address(b)) || compareNames(a, b)
}
