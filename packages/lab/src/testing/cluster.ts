import { startApiServer, type ApiServer } from '../apiserver/server.ts'
import { definitions } from '../definitions.ts'
import { KubeClient } from '../controllers/client.ts'
import { startControllers, type Controllers } from '../controllers/manager.ts'
import {
  resources,
  typeOf,
  type ExternalIp,
  type Manifest,
  type Project,
  type Resource,
} from '../controllers/resources.ts'
import { defaultSettings, NO_DELAYS, type Settings } from '../controllers/settings.ts'
import { platformGuards } from '../webhooks.ts'
import { plant } from '../worlds/planter.ts'
import { MANAGER_ACCOUNT, platformSeeds } from '../worlds/platform.ts'

/** An API server with the platform's controllers and no tenants, for tests of the controllers. */
export interface TestCluster {
  readonly server: ApiServer
  /** As a member of system:masters. */
  readonly client: KubeClient
  readonly settings: Settings
  readonly controllers: Controllers
  /** Lines that the controllers wrote about problems. */
  readonly problems: string[]
  readonly stop: () => Promise<void>
}

/** Everything that the platform needs is planted over HTTP, as into any cluster. */
export async function startTestCluster(
  eipQuota: Readonly<Record<string, number>> = {},
): Promise<TestCluster> {
  const settings = defaultSettings({ ...NO_DELAYS })
  const problems: string[] = []
  const server = await startApiServer({
    definitions: await definitions(),
    admission: platformGuards(settings),
  })
  const client = new KubeClient({ server: server.url, token: server.adminToken })
  await plant(client, platformSeeds(eipQuota))
  const token = await server.mintServiceAccountToken(MANAGER_ACCOUNT.namespace, MANAGER_ACCOUNT.name)
  const controllers = await startControllers({ server: server.url, token }, settings, (line) =>
    problems.push(line),
  )
  return {
    server,
    client,
    settings,
    controllers,
    problems,
    stop: async () => {
      await controllers.stop()
      client.close()
      await server.stop()
    },
  }
}

/** A manifest of a kind. */
export function manifest(
  resource: Resource<unknown>,
  metadata: Manifest['metadata'],
  content: object = {},
): Manifest {
  return { ...typeOf(resource), metadata, ...content }
}

/** Makes an Organization in its own namespace. */
export async function makeOrganization(client: KubeClient, name: string, plan?: string): Promise<void> {
  await client.create(resources.namespaces, manifest(resources.namespaces, { name }))
  const annotations = plan === undefined ? {} : { 'billing.kube-dc.com/plan-id': plan }
  await client.create(
    resources.organizations,
    manifest(
      resources.organizations,
      { name, namespace: name, annotations },
      { spec: { email: `ops@${name}.invalid` } },
    ),
  )
}

export async function makeProject(
  client: KubeClient,
  organization: string,
  name: string,
  egress = 'cloud',
): Promise<void> {
  await client.create(
    resources.projects,
    manifest(
      resources.projects,
      { name, namespace: organization },
      { spec: { cidrBlock: '10.61.4.0/22', egressNetworkType: egress } },
    ),
  )
}

export function makeExternalIp(
  client: KubeClient,
  namespace: string,
  name: string,
  type?: string,
): Promise<ExternalIp> {
  const spec = type === undefined ? {} : { externalNetworkType: type }
  return client.create(resources.externalIps, manifest(resources.externalIps, { name, namespace }, { spec }))
}

/** Reason of the condition `Ready`; undefined before there is one. */
export function readyReason(object: ExternalIp | Project | undefined): string | undefined {
  return object?.status?.conditions?.find(({ type }) => type === 'Ready')?.reason
}
