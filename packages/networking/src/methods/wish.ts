import type { Answer } from './methods.ts'

/** What is spoken on the wire, as far as it is known. `tls`: TLS of the application's own, with a hostname. */
export const WIRE_PROTOCOLS = ['http', 'grpc', 'tls', 'tcp', 'udp'] as const

export type WireProtocol = (typeof WIRE_PROTOCOLS)[number]

/** What somebody wants, as far as they have said. */
export interface Wish {
  readonly answer: Answer
  /** From where it must be reachable: from the Internet, or from inside the platform only. */
  readonly from: 'internet' | 'platform'
  readonly protocol?: WireProtocol
  /** That clients connect to. */
  readonly port?: number
}
