import type { Live } from '@kube-dc/api/channel'
import type { Journal } from '@kube-dc/networking/operations/journal'
import {
  liveKey,
  objectsOf,
  type LiveObject,
  type LiveState,
  type PlannedKind,
} from '@kube-dc/networking/operations/live-state'
import { manifestOf, patchOf } from '@kube-dc/networking/operations/manifest'
import type { Mutation } from '@kube-dc/networking/operations/next-action'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'

/**
 * Everything that an operation looks at, as it is now, read with the person's own token.
 *
 * @throws as `AsUser.read` does.
 */
export async function readState(
  asUser: AsUser,
  caller: Caller,
  namespace: string,
  { plan, phase }: Pick<Journal, 'plan' | 'phase'>,
): Promise<LiveState> {
  const named = objectsOf(plan)
  // Who else uses an address is asked only where one may be given back.
  const asksForUsers = named.some(({ kind }) => kind === 'external-ips')
  const asksForHolders = phase !== 'doing' && named.some(({ kind }) => kind === 'subnets' || kind === 'vlans')
  const [found, others] = await Promise.all([
    Promise.all(named.map(({ kind, name }) => asUser.read(caller, { kind, namespace, name }))),
    Promise.all([
      asksForUsers ? readUsers(asUser, caller, namespace) : [],
      asksForHolders ? readHolders(asUser, caller, namespace) : [],
    ]),
  ])
  const objects = new Map<string, LiveObject>()
  for (const [index, { kind, name }] of named.entries()) {
    const object = found[index]
    if (object) objects.set(liveKey(kind, name), object)
  }
  return { objects, others: others.flat() }
}

/** Who has, or has asked for, an address of any pool, and which pools are on which VLAN. */
async function readHolders(asUser: AsUser, caller: Caller, namespace: string): Promise<LiveState['others']> {
  const [ovnEips, subnets] = await Promise.all([
    asUser.list(caller, { kind: 'ovn-eips', namespace }),
    asUser.list(caller, { kind: 'subnets', namespace }),
  ])
  return [...ovnEips, ...subnets].filter((one) => one.kind !== 'Unreadable')
}

async function readUsers(asUser: AsUser, caller: Caller, namespace: string): Promise<LiveState['others']> {
  const [services, floatingIps] = await Promise.all([
    asUser.list(caller, { kind: 'services', namespace }),
    asUser.list(caller, { kind: 'floating-ips', namespace }),
  ])
  return [...services, ...floatingIps].filter((one) => one.kind !== 'Unreadable')
}

/**
 * Carries one request of an operation out.
 *
 * @returns the object as the cluster stored it; undefined for a deletion.
 * @throws as `AsUser` does.
 */
export async function mutate(
  asUser: AsUser,
  caller: Caller,
  namespace: string,
  mutation: Mutation,
): Promise<Live<PlannedKind> | undefined> {
  const attempt = { changes: true, dryRun: false }
  switch (mutation.do) {
    case 'create': {
      const { object, mark } = mutation
      const manifest = manifestOf(object, { namespace, mark })
      return asUser.createFrom(caller, { kind: object.kind, namespace }, manifest, attempt)
    }
    case 'change': {
      const { kind, name, fields } = mutation
      return asUser.patch(caller, { kind, namespace, name }, patchOf(fields, mutation), attempt)
    }
    case 'delete': {
      const { kind, name, uid, resourceVersion } = mutation
      await asUser.remove(caller, { kind, namespace, name }, uid, { ...attempt, resourceVersion })
      return undefined
    }
  }
}
