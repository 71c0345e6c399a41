import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { YEAR_SECONDS, type LabCluster } from './clusters/cluster.ts'
import { startEmbedded } from './clusters/embedded.ts'
import { certificateOf, joinCluster } from './clusters/real.ts'
import { startControl, type Controls } from './control.ts'
import type { Caches } from './controllers/caches.ts'
import { KubeClient } from './controllers/client.ts'
import { startControllers, type Controllers } from './controllers/manager.ts'
import { BILLING_PLANS } from './controllers/quota.ts'
import { resources } from './controllers/resources.ts'
import { BASE_DOMAIN, defaultSettings, NO_DELAYS, type Settings } from './controllers/settings.ts'
import type { LabInfo } from './info.ts'
import { namespacesOf, type Tenancy } from './issuer/claims.ts'
import { startIssuer, type Issuer } from './issuer/issuer.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { allDelays, labOptions, type LabOptions } from './options.ts'
import { PEOPLE, personOf, type Person } from './people.ts'
import { actOut } from './scenarios/act-out.ts'
import { BFF_ACCOUNT } from './worlds/console-identity.ts'
import { beginDeletions } from './worlds/planter.ts'
import { billingPlans, MANAGER_ACCOUNT } from './worlds/platform.ts'
import { isSettled, poolRanges, worldSeeds } from './worlds/world.ts'

/** A running lab. */
export interface Lab {
  readonly info: LabInfo
  /** The same as the control API, for tests in this process. */
  readonly controls: Controls
  /** Bearer token of a member of system:masters, for tests in this process. */
  readonly adminToken: string
  readonly stop: () => Promise<void>
}

const SETTLE_MS = 120_000

type PartialOptions = Parameters<typeof labOptions.parse>[0]

/**
 * Starts the lab: API server, identity provider, controllers and a world in it. It is up when the world has settled.
 *
 * @param log gets one line per problem; never a token.
 * @throws {Error} with a sentence: a port in use, a folder that cannot be written. Nothing is left running then.
 */
export async function startLab(
  given: PartialOptions = {},
  log: (message: string) => void = (message) => process.stderr.write(`${message}\n`),
): Promise<Lab> {
  const options = labOptions.parse(given)
  const cleanUp: (() => unknown)[] = []
  const stop = async () => {
    for (const step of cleanUp.splice(0).reverse()) await step()
  }
  try {
    return await assemble(options, log, cleanUp, stop)
  } catch (error) {
    await stop()
    throw error
  }
}

async function assemble(
  options: LabOptions,
  log: (message: string) => void,
  cleanUp: (() => unknown)[],
  stop: () => Promise<void>,
): Promise<Lab> {
  // The world settles without waiting; what is asked for holds from then on.
  const settings = defaultSettings({ ...NO_DELAYS })
  // The identity provider comes first, yet says what only the controllers know.
  const known: { caches?: Caches } = {}
  const namespaces = (person: Person) =>
    known.caches ? namespacesOf(person, tenancyOf(person.realm, known.caches)) : []

  const certificate = options.cluster && (await certificateOf(options.cluster))
  const issuer = await startIssuer({
    ...options,
    port: options.issuerPort,
    namespaces,
    log,
    ...(certificate && { certificate }),
  })
  cleanUp.push(() => issuer.stop())
  const cluster = options.cluster
    ? await joinCluster(options.cluster, settings)
    : await startEmbedded(options.apiPort, issuer.trusts, settings)
  cleanUp.push(() => cluster.stop())
  const admin = new KubeClient({ ...cluster.server, token: cluster.adminToken })
  cleanUp.push(() => admin.close())

  const seeds = worldSeeds(options, Date.now())
  await cluster.load(seeds)
  await beginDeletions(admin, seeds)
  const token = await cluster.accountToken(MANAGER_ACCOUNT)
  const controllers = await startControllers({ ...cluster.server, token }, settings, log)
  cleanUp.push(() => controllers.stop())
  known.caches = controllers.caches
  await settled(controllers)
  Object.assign(settings.delays, allDelays(options))

  const controls = makeControls({ cluster, issuer, admin, controllers, settings, options })
  const controlToken = randomBytes(24).toString('base64url')
  const control = await startControl(controlToken, controls)
  cleanUp.push(() => control.stop())
  const folder = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'kube-dc-lab-')))
  if (options.dataDir === undefined) cleanUp.push(() => rm(folder, { recursive: true, force: true }))
  const users = await Promise.all(
    PEOPLE.map(async (person) => {
      const [namespace] = namespaces(person)
      const token = await issuer.mint(person, YEAR_SECONDS)
      return { name: person.username, token, ...(namespace !== undefined && { namespace }) }
    }),
  )
  // One of each realm: an API server gets to know issuer by issuer.
  const newcomers = new Map(PEOPLE.map((person) => [person.realm, person]))
  await Promise.all(
    [...newcomers.values()].map(async (person) => cluster.trusts(await issuer.mint(person, 600))),
  )
  const info: LabInfo = {
    cluster: cluster.kind,
    apiServer: cluster.server.server,
    ...(certificate && { certificateAuthority: certificate.cert }),
    issuerBase: issuer.base,
    control: { url: control.url, token: controlToken },
    kubeconfig: await writeKubeconfig(folder, cluster.secure, users),
    people: PEOPLE.map(({ username, realm, role, note }) => ({ username, realm, role, note })),
    bff: {
      username: `system:serviceaccount:${BFF_ACCOUNT.namespace}:${BFF_ACCOUNT.name}`,
      token: await cluster.accountToken(BFF_ACCOUNT),
    },
    installation: {
      lab: true,
      networkTypes: ['cloud', 'public'],
      defaultTypes: { externalIp: 'cloud', floatingIp: 'cloud', loadBalancer: 'cloud' },
      pools: poolRanges(options),
      baseDomain: BASE_DOMAIN,
      tellPoolFull: true,
    },
  }
  return { info, controls, adminToken: cluster.adminToken, stop }
}

function tenancyOf(organization: string, { projects, organizationGroups }: Caches): Tenancy {
  return {
    // The oldest first: it is the one that people mean when they name none.
    projects: [...projects.by('namespace', organization)]
      .sort((a, b) => a.metadata.createdAt.localeCompare(b.metadata.createdAt))
      .flatMap(({ metadata, status }) =>
        status?.namespace ? [{ name: metadata.name, namespace: status.namespace }] : [],
      ),
    groups: organizationGroups.by('namespace', organization).map(({ metadata, spec }) => ({
      name: metadata.name,
      projects: (spec?.permissions ?? []).map(({ project }) => project),
    })),
  }
}

/** @throws {Error} when the controllers do not come to rest. */
async function settled({ caches, idle }: Controllers): Promise<void> {
  const end = Date.now() + SETTLE_MS
  // Twice in a row: between a write and its echo the controllers look idle.
  for (let quiet = 0; quiet < 2;) {
    quiet = idle() && isSettled(caches) ? quiet + 1 : 0
    if (Date.now() > end)
      throw new Error('The lab does not come to rest: its controllers cannot finish their work.')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

interface Parts {
  readonly cluster: LabCluster
  readonly issuer: Issuer
  readonly admin: KubeClient
  readonly controllers: Controllers
  readonly settings: Settings
  readonly options: LabOptions
}

function makeControls({ cluster, issuer, admin, controllers, settings, options }: Parts): Controls {
  return {
    faults: async ({ api, watches }) => {
      await cluster.faults({ ...(api && { api }), ...(watches && { watches }) })
      // The platform sits beside the API server: the faults are those of the way to it.
      if (watches !== undefined || api === 'up') controllers.reconnect()
    },
    compact: () => cluster.compact(),
    change: async ({ delays, eipQuota, allowPublicProjects, waitingCountsAsUsed }) => {
      Object.assign(settings.delays, delays)
      if (allowPublicProjects !== undefined) settings.allowPublicProjects = allowPublicProjects
      if (waitingCountsAsUsed !== undefined) settings.waitingCountsAsUsed = waitingCountsAsUsed
      if (eipQuota) await admin.patch(resources.configMaps, BILLING_PLANS, billingPlans(eipQuota))
    },
    usage: ({ username }) => cluster.usage(username),
    scenario: ({ name, act, ...place }) => actOut(name, act, { client: admin, ...place }),
    token: async ({ username, ttlSeconds = options.tokenTtlSeconds }) => {
      const person = personOf(username)
      if (!person) throw new Error(`Nobody in the lab is called ${username}.`)
      return issuer.mint(person, ttlSeconds)
    },
  }
}
