import type { PoolEdit } from './wishes.ts'

/** Which Subnet, and which state of it, a patch is for. */
interface PatchBase {
  readonly uid: string
  readonly resourceVersion: string
}

/** The JSON merge patch that gives a Subnet another list of exclusions; a merge patch replaces lists as a whole. */
export function exclusionsPatch(excludeIps: readonly string[], { uid, resourceVersion }: PatchBase) {
  return { metadata: { uid, resourceVersion }, spec: { excludeIps } }
}

/** The JSON merge patch that changes a pool. */
export function editPatch({ mtu }: PoolEdit, { uid, resourceVersion }: PatchBase) {
  return { metadata: { uid, resourceVersion }, spec: { mtu } }
}
