import { DURATION } from '../age.ts'
import { spelled } from './address-text.ts'
import { GRACE } from './pool-finding.ts'
import type { AddressReport } from './report.ts'
import type { HistorySource } from './trend.ts'

/** One time for which somebody held an address. */
export interface Holding {
  /** RFC 3339: when the OvnEip was made, or the one before it let go. */
  readonly from: string
  /** RFC 3339; absent while it lasts. */
  readonly to?: string
  readonly organization?: string
  readonly project?: string
  /** `namespace/name` of the External IP; else the OvnEip's name. */
  readonly object: string
  readonly kind: 'ExternalIp' | 'OvnEip'
}

/** A holding that is over, as histories keep it. */
export interface Ended extends Holding {
  readonly to: string
  /** Of the OvnEip that stood for it. */
  readonly uid: string
}

/** What is known of who held an address. */
export interface HolderHistory {
  /** RFC 3339: nobody watched before. */
  readonly since: string
  readonly source: HistorySource
  /** A history that outlives the server is set up and does not answer. */
  readonly away?: true
  /** Newest first. */
  readonly entries: readonly Holding[]
}

/** Addresses that an OvnEip holds, each in its one spelling. */
export function addressesHeld({ v4, v6 }: Pick<AddressReport, 'v4' | 'v6'>): readonly string[] {
  return [v4, v6].flatMap((text) => (text === undefined ? [] : (spelled(text) ?? [])))
}

function subjectOf({ eip, project, meta }: AddressReport): Omit<Holding, 'from' | 'to'> {
  return {
    ...(project && { organization: project.organization, project: project.project }),
    ...(eip
      ? { object: `${eip.namespace}/${eip.name}`, kind: 'ExternalIp' }
      : { object: meta.name, kind: 'OvnEip' }),
  }
}

/** @param ended what is known of the address, oldest first. */
function startOf({ meta }: AddressReport, ended: readonly Ended[]): string {
  const before = ended.filter(({ uid }) => uid === meta.uid).map(({ to }) => to)
  return [meta.createdAt, ...before].sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? meta.createdAt
}

/**
 * The holding that a change of an OvnEip has ended. A Project that comes or goes ends none. Neither do the moments between
 * the end of an External IP and that of its OvnEip, which the platform takes for every deletion (kube-dc.md §3).
 *
 * @param address one of those that it held.
 * @param after undefined when it is gone.
 * @param ended what is known of the address, oldest first.
 * @param now milliseconds since 1970.
 */
export function endedHolding(
  address: string,
  before: AddressReport,
  after: AddressReport | undefined,
  ended: readonly Ended[],
  now: number,
): Ended | undefined {
  const subject = subjectOf(before)
  if (after && after.meta.uid === before.meta.uid && addressesHeld(after).includes(address)) {
    const next = subjectOf(after)
    if (next.object === subject.object && next.kind === subject.kind) return undefined
  }
  const from = startOf(before, ended)
  if (before.state === 'leaked' && now - Date.parse(from) < GRACE) return undefined
  return { from, to: new Date(now).toISOString(), ...subject, uid: before.meta.uid }
}

/**
 * Who holds an address and who did, newest first.
 *
 * @param holders who hold it now.
 * @param ended oldest first.
 */
export function holdingsOf(holders: readonly AddressReport[], ended: readonly Ended[]): readonly Holding[] {
  const now = holders.map((holder): Holding => ({ from: startOf(holder, ended), ...subjectOf(holder) }))
  const over = ended.map(({ uid: _, ...holding }): Holding => holding)
  return [...over, ...now].sort((a, b) => Date.parse(b.from) - Date.parse(a.from))
}

/** One line of a history: a time and who held the address for it. */
export interface HistoryLine {
  /** Milliseconds since 1970. */
  readonly from: number
  /** Absent while it lasts. */
  readonly to?: number
  readonly words: string
  readonly holding?: Holding
}

/** Between two holders a moment always passes. */
const GAP = DURATION.minute

/** The history in lines, newest first, with the times between in which nobody held the address. */
export function historyLines({ since, source, entries }: HolderHistory): readonly HistoryLine[] {
  const nobody = source === 'memory' ? 'nobody' : 'nobody known'
  const lines: HistoryLine[] = []
  let heldUntil: number | undefined = Date.parse(since)
  for (const holding of [...entries].reverse()) {
    const from = Date.parse(holding.from)
    const to = holding.to === undefined ? undefined : Date.parse(holding.to)
    if (heldUntil !== undefined && from - heldUntil > GAP) {
      lines.push({ from: heldUntil, to: from, words: nobody })
    }
    lines.push({ from, ...(to !== undefined && { to }), words: holdingWords(holding), holding })
    heldUntil = heldUntil === undefined || to === undefined ? undefined : Math.max(heldUntil, to)
  }
  if (heldUntil !== undefined) lines.push({ from: heldUntil, words: nobody })
  return lines.reverse()
}

/** `harbor / gate, ingress-1`. */
function holdingWords({ organization, project, object, kind }: Holding): string {
  if (kind === 'OvnEip') return `${object} of the platform`
  if (organization === undefined || project === undefined) return object
  return `${organization} / ${project}, ${object.slice(object.indexOf('/') + 1)}`
}
