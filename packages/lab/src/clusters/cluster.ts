import type { Faults } from '../apiserver/faults.ts'
import type { Connection } from '../controllers/client.ts'
import type { Seed } from '../worlds/planter.ts'
import type { Usage } from './usage.ts'

/** What the lab lives in: its own API server, or a real cluster. */
export interface LabCluster {
  readonly kind: 'lab' | 'real'
  /** Where its API is, without a token. */
  readonly server: Omit<Connection, 'token'>
  /** The same over TLS, with the authority to trust: kubectl sends tokens over nothing else. */
  readonly secure: { readonly server: string; readonly certificateAuthority: string }
  /** Bearer token of a member of `system:masters`. */
  readonly adminToken: string
  /** Puts seeds in, in order; as old as they say where the cluster can be told. */
  readonly load: (seeds: readonly Seed[]) => Promise<void>
  /** A token of a service account, valid for a year. */
  readonly accountToken: (account: { readonly namespace: string; readonly name: string }) => Promise<string>
  /** Resolves when the cluster knows whose token this is. */
  readonly trusts: (token: string) => Promise<void>
  /** @throws {Error} in words where the cluster cannot be made to misbehave. */
  readonly faults: (faults: Faults) => Promise<void>
  /** @throws {Error} in words where its history cannot be forgotten. */
  readonly compact: () => void
  /** What a user has asked of it so far, each kind of request once. @throws {Error} in words when it is not known. */
  readonly usage: (username: string) => Promise<readonly Usage[]>
  readonly stop: () => Promise<void>
}

export const YEAR_SECONDS = 365 * 24 * 3600
