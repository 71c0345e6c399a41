import { portTextProblem } from '@kube-dc/networking/intents/ports'
import { likelyPort, type TargetOption } from '@kube-dc/networking/intents/targets'
import { z } from 'zod'

/** One row of the ports field, as it is typed. */
export const portRow = z
  .object({
    /** Stays the same while rows come and go. */
    id: z.number(),
    protocol: z.enum(['TCP', 'UDP', 'SCTP']),
    port: z.string(),
    /** A number, or the name of a port that the pods declare; empty: the same as the port. */
    targetPort: z.string(),
    /** What the form does not show and sends back as it was. */
    kept: z
      .object({
        name: z.string().exactOptional(),
        nodePort: z.number().exactOptional(),
        appProtocol: z.string().exactOptional(),
      })
      .exactOptional(),
  })
  .readonly()

export type PortRow = z.infer<typeof portRow>

/** A row as the intent says it; what is no number stays text or nothing, which the schema then refuses at its field. */
export function portIntent({ protocol, port, targetPort, kept }: PortRow) {
  const number = port.trim() === '' ? undefined : portTextProblem(port) === undefined ? Number(port) : NaN
  const target =
    targetPort.trim() === ''
      ? number
      : /^\d+$/.test(targetPort.trim())
        ? Number(targetPort)
        : targetPort.trim()
  return { protocol, port: number, targetPort: target, ...kept }
}

export function newRow(rows: readonly PortRow[], port = '', targetPort = ''): PortRow {
  return { id: Math.max(0, ...rows.map(({ id }) => id)) + 1, protocol: 'TCP', port, targetPort }
}

type Offered = TargetOption['ports']

/**
 * Rows after another target was chosen: what was left open, or was only the port of the target before, leads to the port
 * that the new one likely listens on. What somebody typed stays.
 */
export function portsFor(
  rows: readonly PortRow[],
  before: Offered = [],
  now: Offered = [],
): readonly PortRow[] {
  return rows.map((row) => {
    const filled = String(likelyPort(before, row.protocol) ?? '')
    if (row.targetPort !== '' && row.targetPort !== filled) return row
    return { ...row, targetPort: String(likelyPort(now, row.protocol) ?? '') }
  })
}

/** A row for another protocol: what the target only declared for the one before is not where it leads. */
export function rowFor(row: PortRow, protocol: PortRow['protocol'], offered: Offered): PortRow {
  const filled = String(likelyPort(offered, row.protocol) ?? '')
  const targetPort = row.targetPort === filled ? likelyPort(offered, protocol) : row.targetPort
  return { ...row, protocol, targetPort: String(targetPort ?? '') }
}
