import { readFile } from 'node:fs/promises'
import type { Certificate } from '../apiserver/listener.ts'
import { KubeClient } from '../controllers/client.ts'
import type { Settings } from '../controllers/settings.ts'
import { plant } from '../worlds/planter.ts'
import { YEAR_SECONDS, type LabCluster } from './cluster.ts'
import { usageFromAuditLog } from './usage.ts'
import { startWebhooks, webhookConfiguration, webhookConfigurations } from './webhook-server.ts'

/** A real cluster to live in. Whoever started it has put the credentials into files, so that no process list shows them. */
export interface RealClusterAddress {
  readonly server: string
  /** PEM of the cluster's certificate, which is its own authority; issuer and webhooks serve with it as well. */
  readonly certificateFile: string
  readonly keyFile: string
  /** Bearer token of a member of `system:masters`. */
  readonly tokenFile: string
  /** Where it writes down who asked for what. */
  readonly auditLogFile: string
}

export async function certificateOf({
  certificateFile,
  keyFile,
}: Pick<RealClusterAddress, 'certificateFile' | 'keyFile'>): Promise<Certificate> {
  return { cert: await readFile(certificateFile, 'utf8'), key: await readFile(keyFile, 'utf8') }
}

/** An API server asks an issuer for its keys every ten seconds until it gets them. */
const TRUST_LIMIT_MS = 30_000
const TRUST_POLL_MS = 100

/**
 * Moves into a real cluster, which serves the lab's definitions and trusts its issuer: registers the platform's webhooks.
 *
 * @throws when the cluster does not answer.
 */
export async function joinCluster(address: RealClusterAddress, settings: Settings): Promise<LabCluster> {
  const certificate = await certificateOf(address)
  const adminToken = (await readFile(address.tokenFile, 'utf8')).trim()
  const server = { server: address.server, ca: certificate.cert }
  const client = new KubeClient({ ...server, token: adminToken })
  const webhooks = await startWebhooks(settings, certificate)
  try {
    await client.create(webhookConfigurations, webhookConfiguration(webhooks.url, certificate.cert))
  } catch (error) {
    client.close()
    await webhooks.stop()
    throw error
  }
  const notHere = (what: string) =>
    new Error(`${what} is for the lab's own API server; this lab lives in a real cluster.`)
  return {
    kind: 'real',
    server,
    secure: { server: address.server, certificateAuthority: certificate.cert },
    adminToken,
    load: (seeds) => plant(client, seeds),
    accountToken: (account) => client.accountToken(account, YEAR_SECONDS),
    trusts: (token) => trusts(new KubeClient({ ...server, token })),
    faults: () => Promise.reject(notHere('Misbehaving on demand')),
    compact: () => {
      throw notHere('Forgetting history on demand')
    },
    usage: (username) => usageFromAuditLog(address.auditLogFile, username),
    stop: async () => {
      client.close()
      await webhooks.stop()
    },
  }
}

async function trusts(client: KubeClient): Promise<void> {
  const end = Date.now() + TRUST_LIMIT_MS
  try {
    while (!(await client.isKnown())) {
      if (Date.now() > end) throw new Error("The cluster does not accept the tokens of the lab's issuer.")
      await new Promise((resolve) => setTimeout(resolve, TRUST_POLL_MS))
    }
  } finally {
    client.close()
  }
}
