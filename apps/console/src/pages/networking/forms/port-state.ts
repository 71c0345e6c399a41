import { portTextProblem } from '@kube-dc/networking/intents/ports'
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

/** A row as the intent says it; what is no number stays text, which the schema then refuses at its field. */
export function portIntent({ protocol, port, targetPort, kept }: PortRow) {
  const number = portTextProblem(port) === undefined ? Number(port) : NaN
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
