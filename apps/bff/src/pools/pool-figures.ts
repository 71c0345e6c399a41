import type { Family } from '@kube-dc/networking/pools/address-text'
import type { Part } from '@kube-dc/networking/pools/cell'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import { roomOf, type Room, type RoomLimits } from '@kube-dc/networking/pools/room'
import type { Trend } from '@kube-dc/networking/pools/trend'
import type { Finding } from '@kube-dc/networking/rules/finding'
import { countFindings, type FindingCount } from '../util/count-findings.ts'

/** What is counted of one pool for whoever runs the server. */
export interface PoolFigures {
  readonly pool: string
  readonly type: string
  readonly addresses: readonly { readonly family: Family; readonly parts: Readonly<Record<Part, bigint>> }[]
  /** Undefined when the pool's blocks cannot be read. */
  readonly room: Room | undefined
  /** Milliseconds since 1970; undefined without a forecast that names a day. */
  readonly exhaustedAt: number | undefined
  readonly findings: readonly FindingCount[]
}

/** @param findings all of them, also beyond those that travel with a report. */
export function figuresOf(
  { pool, censuses }: PoolView,
  findings: readonly Finding[],
  trend: Trend,
  limits: RoomLimits,
): PoolFigures {
  return {
    pool: pool.name,
    type: pool.networkType,
    addresses: censuses.map(({ block: { family }, parts }) => ({ family, parts })),
    room: roomOf(censuses, limits),
    exhaustedAt: trend.state === 'growing' ? trend.exhaustedAt : undefined,
    findings: countFindings(findings),
  }
}
