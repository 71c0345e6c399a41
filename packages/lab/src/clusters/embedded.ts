import { parseJson, type Json } from '../apiserver/json.ts'
import type { Attributes } from '../apiserver/rbac.ts'
import { startApiServer } from '../apiserver/server.ts'
import { timestamp } from '../controllers/condition.ts'
import type { Settings } from '../controllers/settings.ts'
import { definitions } from '../definitions.ts'
import type { RealmTrust } from '../issuer/claims.ts'
import { listenError } from '../listen.ts'
import { platformGuards } from '../webhooks.ts'
import type { Seed } from '../worlds/planter.ts'
import { YEAR_SECONDS, type LabCluster } from './cluster.ts'
import { UsageRecord, type Usage } from './usage.ts'

/**
 * Starts the lab's own API server, in this process.
 *
 * @param port 0 takes any free one.
 * @throws {Error} with a sentence when the port is taken.
 */
export async function startEmbedded(
  port: number,
  trusts: readonly RealmTrust[],
  settings: Settings,
): Promise<LabCluster> {
  const record = new UsageRecord()
  const server = await startApiServer({
    port,
    onDecision: ({ username }, attributes, allowed) => record.add(username, usageOf(attributes, allowed)),
    definitions: await definitions(),
    issuers: trusts.map(trusted),
    admission: platformGuards(settings),
  }).catch((error: unknown) => {
    throw listenError(error, port)
  })
  return {
    kind: 'lab',
    server: { server: server.url },
    secure: { server: server.secureUrl, certificateAuthority: server.certificateAuthority },
    adminToken: server.adminToken,
    load: (seeds) => {
      for (const seed of seeds) server.load(withAge(seed))
      return Promise.resolve()
    },
    accountToken: ({ namespace, name }) => server.mintServiceAccountToken(namespace, name, YEAR_SECONDS),
    // It was told whom to trust before it began to listen.
    trusts: () => Promise.resolve(),
    faults: (faults) => server.setFault(faults),
    compact: () => server.compact(),
    usage: (username) => Promise.resolve(record.of(username)),
    stop: () => server.stop(),
  }
}

function trusted({ issuer, audience, usernameClaim, groupsClaim, prefix }: RealmTrust) {
  return {
    url: issuer,
    audiences: [audience],
    usernameClaim,
    usernamePrefix: prefix,
    groupsClaim,
    groupsPrefix: prefix,
  }
}

function usageOf(attributes: Attributes, allowed: boolean): Usage {
  const { verb } = attributes
  if ('path' in attributes) return { verb, group: '', resource: attributes.path, allowed }
  const { group, resource, subresource } = attributes
  return { verb, group, resource: subresource === '' ? resource : `${resource}/${subresource}`, allowed }
}

/** The object of a seed, created as long ago as it says, and going away for as long. */
function withAge({ manifest, ageMs, leavingMs }: Seed): Json {
  const ago = (milliseconds: number) => timestamp(Date.now() - milliseconds)
  const going = leavingMs !== undefined && {
    deletionTimestamp: ago(leavingMs),
    deletionGracePeriodSeconds: 0,
  }
  const metadata = { ...manifest.metadata, creationTimestamp: ago(ageMs), ...going }
  return parseJson(JSON.stringify({ ...manifest, metadata }))
}
