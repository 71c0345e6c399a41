import type { AdmissionPlugin } from './admission.ts'
import type { User } from './authentication.ts'
import type { Rbac } from './rbac.ts'
import type { Registry } from './registry.ts'
import type { Store } from './storage.ts'

/** What every part of the server works on. */
export interface Api {
  readonly store: Store
  readonly registry: Registry
  readonly rbac: Rbac
  /** Refusals that come before validation, as NamespaceLifecycle does. */
  readonly early: readonly AdmissionPlugin[]
  /** Refusals after validation: guards, quota, webhooks. */
  readonly admission: readonly AdmissionPlugin[]
  /** The time, for timestamps and ages. */
  now(): Date
}

/** The server's own controllers, which RBAC does not bind. */
export const SERVER: User = { username: 'system:apiserver', uid: '', groups: ['system:masters'] }
