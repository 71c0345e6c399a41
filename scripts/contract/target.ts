import { createServer } from 'node:http'
import type { Target } from '../../contract/support/target-schema.ts'
import { loopbackCertificate } from '../../packages/lab/src/apiserver/listener.ts'
import { startApiServer } from '../../packages/lab/src/apiserver/server.ts'
import { definitions } from '../../packages/lab/src/definitions.ts'
import { startCluster, type ClusterSettings } from '../cluster/cluster.ts'
import { findPrograms } from '../cluster/programs.ts'
import { LOOPBACK } from '../ports.ts'
import { startContractIssuer, type ContractIssuer } from './issuer.ts'

export interface RunningTarget {
  readonly target: Target
  stop(): Promise<void>
}

/** How to start: where the real servers' logs go, and who is told what is being done. */
type TargetSettings = Required<Pick<ClusterSettings, 'logFolder' | 'say'>>

/** An API server as the suite wants it, still without what is around it. */
interface Parts extends Pick<Target, 'url' | 'ca' | 'adminToken' | 'kubectl'> {
  compact(): Promise<void> | void
  stop(): Promise<void>
}

/**
 * Starts what the suite runs against, without any controller of the platform: every object is as a test left it.
 *
 * @throws {Failure} as `startCluster` does.
 */
export async function startTarget(name: Target['name'], settings: TargetSettings): Promise<RunningTarget> {
  const certificate = name === 'real' ? await loopbackCertificate() : undefined
  const issuer = await startContractIssuer(certificate)
  try {
    const parts = certificate ? await real(certificate, issuer, settings) : await lab(issuer, settings)
    const { url, ca, adminToken, kubectl } = parts
    const control = await startCompaction(() => parts.compact())
    const { realms, stranger } = issuer
    return {
      target: { name, url, ca, adminToken, realms, stranger, kubectl, compactUrl: control.url },
      async stop() {
        control.stop()
        await parts.stop()
        issuer.stop()
      },
    }
  } catch (error) {
    issuer.stop()
    throw error
  }
}

async function real(
  certificate: Awaited<ReturnType<typeof loopbackCertificate>>,
  { realms }: ContractIssuer,
  settings: TargetSettings,
): Promise<Parts> {
  const trusts = Object.entries(realms).map(([realm, { issuer, audience, prefix }]) => ({
    realm,
    issuer,
    audience,
    prefix,
    usernameClaim: 'preferred_username' as const,
    groupsClaim: 'groups' as const,
  }))
  const cluster = await startCluster({ ...settings, certificate, trusts })
  return { ...cluster, kubectl: cluster.programs.kubectl }
}

async function lab({ realms }: ContractIssuer, { say }: TargetSettings): Promise<Parts> {
  const { kubectl } = await findPrograms(say)
  const server = await startApiServer({
    definitions: await definitions(),
    issuers: Object.values(realms).map(({ issuer, audience, prefix }) => ({
      url: issuer,
      audiences: [audience],
      usernameClaim: 'preferred_username',
      usernamePrefix: prefix,
      groupsClaim: 'groups',
      groupsPrefix: prefix,
    })),
  })
  return {
    url: server.secureUrl,
    ca: server.certificateAuthority,
    adminToken: server.adminToken,
    kubectl,
    compact: () => server.compact(),
    stop: () => server.stop(),
  }
}

/** Lets the tests, which run in other processes, make the server forget its history. */
async function startCompaction(compact: Parts['compact']): Promise<{ url: string; stop(): void }> {
  const server = createServer((request, response) => {
    Promise.resolve(request.method === 'POST' && compact()).then(
      () => response.writeHead(200).end(),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, LOOPBACK, resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://${LOOPBACK}:${port}/`,
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
