import { randomBytes } from 'node:crypto'
import { expect } from '@playwright/test'
import { z } from 'zod'
import type { Stack } from '../../scripts/stack.ts'
import { Cluster, EIPS, GROUPS, NAMESPACES, PROJECTS, ROLE_BINDINGS } from './cluster.ts'

/** A Project that one test has for itself. */
export interface OwnProject {
  readonly organization: string
  readonly name: string
  /** Its backing namespace. */
  readonly namespace: string
  /** Where its pages begin in the console. */
  readonly home: string
  /** Address of its External IPs in the console. */
  readonly page: string
  /** Where the Kubernetes API serves its External IPs. */
  readonly eips: string
  /** Who is a developer in it: creates and deletes. */
  readonly developer: string
  /** A developer of the other Organization, who must not learn that it exists. */
  readonly rival: string
}

/** Its plan is not in the catalogue, so nothing limits its public addresses. */
const ORGANIZATION = 'harbor'

/** The group that makes people developers of an Organization's Projects; the tokens of its members name it. */
const GROUP = 'developers'

const group = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  spec: z.looseObject({
    permissions: z.array(z.object({ project: z.string(), roles: z.array(z.string()) })),
  }),
})

const gateway = z.looseObject({ status: z.object({ ipAddress: z.string().min(1) }) })

/** A namespace of a real cluster is a while in going. */
const PATIENCE = { timeout: 45_000 }

/** A name that no other test has, on this stack or earlier: what is left of one must not be taken for another. */
export function newProject(): OwnProject {
  const name = `own-${randomBytes(3).toString('hex')}`
  const namespace = `${ORGANIZATION}-${name}`
  const home = `/o/${ORGANIZATION}/p/${name}`
  return {
    organization: ORGANIZATION,
    name,
    namespace,
    home,
    page: `${home}/external-ips`,
    eips: EIPS(namespace),
    developer: 'harbor-developer',
    rival: 'nimbus-developer',
  }
}

/**
 * Makes the Project as the platform's staff would, gives the Organization's developers their role in it, and waits until
 * the platform has built it up: namespace, rights, and a default gateway with an address.
 */
export async function makeProject(stack: Stack, { name, namespace, eips }: OwnProject): Promise<void> {
  const admin = await Cluster.of(stack, 'platform-admin')
  await admin.create(PROJECTS(ORGANIZATION), {
    apiVersion: 'kube-dc.com/v1',
    kind: 'Project',
    metadata: { name },
    spec: { cidrBlock: '10.61.64.0/22', egressNetworkType: 'cloud' },
  })
  await changePermissions(admin, (permissions) => [...permissions, { project: name, roles: ['developer'] }])
  const bindings = ['user', `developer-${GROUP}`].map((binding) => `${ROLE_BINDINGS(namespace)}/${binding}`)
  for (const path of bindings) await expect.poll(() => admin.status('GET', path), PATIENCE).toBe(200)
  const served = async () =>
    (await admin.list(eips)).some(
      (each) => each.metadata.name === 'default-gw' && gateway.safeParse(each).success,
    )
  await expect.poll(served, PATIENCE).toBe(true)
}

/** Deletes the Project, also one that the test has deleted itself, and waits until nothing of it is left. */
export async function removeProject(stack: Stack, { name, namespace }: OwnProject): Promise<void> {
  const admin = await Cluster.of(stack, 'platform-admin')
  await changePermissions(admin, (permissions) => permissions.filter(({ project }) => project !== name))
  const path = `${PROJECTS(ORGANIZATION)}/${name}`
  expect([200, 404]).toContain(await admin.status('DELETE', path))
  for (const each of [path, `${NAMESPACES}/${namespace}`])
    await expect.poll(() => admin.status('GET', each), PATIENCE).toBe(404)
}

type Permissions = z.infer<typeof group>['spec']['permissions']

async function changePermissions(
  admin: Cluster,
  change: (permissions: Permissions) => Permissions,
): Promise<void> {
  const path = `${GROUPS(ORGANIZATION)}/${GROUP}`
  const { metadata, spec } = group.parse(await admin.get(path))
  const { resourceVersion } = metadata
  await admin.patch(path, { metadata: { resourceVersion }, spec: { permissions: change(spec.permissions) } })
}
