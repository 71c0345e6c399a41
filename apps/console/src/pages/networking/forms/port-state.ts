import { portTextProblem } from '@kube-dc/networking/intents/ports'

/** One row of the ports field, as it is typed. */
export interface PortRow {
  /** Stays the same while rows come and go. */
  readonly id: number
  readonly protocol: 'TCP' | 'UDP' | 'SCTP'
  readonly port: string
  /** A number, or the name of a port that the pods declare; empty: the same as the port. */
  readonly targetPort: string
  /** What the form does not show and sends back as it was. */
  readonly kept?: { readonly name?: string; readonly nodePort?: number; readonly appProtocol?: string }
}

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
