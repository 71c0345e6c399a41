import type { Action } from './actions.ts'
import type { Caches } from './caches.ts'
import type { KubeClient } from './client.ts'
import { Controller } from './controller.ts'
import { isHeld, keyOf, referenceOf, resources, type Bare, type OrganizationGroup } from './resources.ts'
import { groupOf, roleBinding, type BindingWish } from './roles.ts'

/** Label of a RoleBinding that an OrganizationGroup asks for, with the group's name (kube-dc.md §8.2). */
const GROUP_LABEL = 'group'

/**
 * The bindings that a group asks for, one per role and Project. A permission that names a missing Project is skipped
 * silently (kube-dc.md §2.5); it counts once the Project is there.
 *
 * @param backing backing namespace of a Project of the Organization, undefined while it has none.
 */
export function bindingsOf(
  group: OrganizationGroup,
  backing: (project: string) => string | undefined,
): readonly BindingWish[] {
  const { name, namespace: organization = '' } = group.metadata
  return (group.spec?.permissions ?? []).flatMap(({ project, roles }) => {
    const namespace = backing(project)
    if (namespace === undefined) return []
    return [...new Set(roles)].map((role) => ({
      namespace,
      name: `${role}-${name}`,
      role,
      group: groupOf(organization, name),
      labels: { [GROUP_LABEL]: name },
    }))
  })
}

/** What has to change for the bindings to be exactly those wished for. */
export function reconcileBindings(wishes: readonly BindingWish[], bindings: readonly Bare[]): Action[] {
  const wanted = new Set(wishes.map(keyOf))
  const there = new Set(bindings.map(({ metadata }) => keyOf(metadata)))
  return [
    ...wishes
      .filter((wish) => !there.has(keyOf(wish)))
      .map((wish): Action => ({
        do: 'create',
        resource: resources.roleBindings,
        manifest: roleBinding(wish),
      })),
    ...bindings
      .filter(({ metadata }) => !wanted.has(keyOf(metadata)) && !metadata.deleting)
      .map(({ metadata }): Action => ({ do: 'delete', resource: resources.roleBindings, target: metadata })),
  ]
}

interface Dependencies {
  readonly client: KubeClient
  readonly caches: Caches
  readonly log: (message: string) => void
}

/** Turns OrganizationGroups into RoleBindings, whenever a group or the Projects change: a binding taken away by hand stays away until then. */
export class OrganizationGroupController {
  readonly controller: Controller
  readonly #caches: Caches

  constructor({ client, caches, log }: Dependencies) {
    this.#caches = caches
    this.controller = new Controller({
      name: 'organizationgroup-controller',
      client,
      concurrency: 2,
      decide: (key) => this.#decide(key),
      log,
    })
    const { organizationGroups, projects } = caches
    const { queue } = this.controller
    organizationGroups.onChange(({ key }) => queue.add(key))
    projects.onChange(({ now, before }) => {
      if (now?.status?.namespace === before?.status?.namespace) return
      const organization = (now ?? before).metadata.namespace ?? ''
      for (const { metadata } of organizationGroups.by('namespace', organization)) queue.add(keyOf(metadata))
    })
  }

  #decide(key: string): readonly Action[] {
    const { organizationGroups, projects, roleBindings } = this.#caches
    const reference = referenceOf(key)
    const organization = reference.namespace ?? ''
    const group = organizationGroups.get(reference)
    if (group && isHeld(group)) return []
    const backing = (name: string) =>
      projects.get({ namespace: organization, name })?.status?.namespace ?? undefined
    const own = new Set(projects.by('namespace', organization).map(({ status }) => status?.namespace))
    const bindings = roleBindings
      .by('group', reference.name)
      .filter(({ metadata }) => own.has(metadata.namespace))
    const wishes = group && !group.metadata.deleting ? bindingsOf(group, backing) : []
    return reconcileBindings(wishes, bindings)
  }
}
