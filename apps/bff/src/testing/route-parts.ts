import { installation } from '@kube-dc/networking/model/installation'
import { pino } from 'pino'
import { auditLog } from '../audit.ts'
import { ChannelHub } from '../channels/hub.ts'
import { AccessReviews } from '../cluster/access.ts'
import { AsUser } from '../cluster/as-user.ts'
import { Cluster } from '../cluster/connection.ts'
import { createInformers } from '../cluster/informers.ts'
import { parseConfig } from '../config.ts'
import type { MountOptions } from '../http/mount.ts'
import { consoleCookie } from '../identity/cookies.ts'
import { Realms } from '../identity/realms.ts'
import { MemorySessionStore, Sessions } from '../identity/sessions.ts'
import { SignIn } from '../identity/sign-in.ts'
import { AccessTokens } from '../identity/tokens.ts'
import { createOperations } from '../operations/create-operations.ts'
import { PoolChanges } from '../pool-changes/pool-changes.ts'
import { HolderHistories } from '../pools/holder-history.ts'
import { PoolWatch } from '../pools/pool-watch.ts'
import type { RouteParts } from '../routes/parts.ts'

/** Everything the routes are made of, connected to nothing: for tests of how they are put together. */
export function testRouteParts(): { parts: RouteParts; mountOptions: MountOptions } {
  const publicUrl = 'https://console.example.test'
  const log = pino({ level: 'silent' })
  const {
    identity,
    cluster: settings,
    platform,
  } = parseConfig(
    {
      cluster: { server: 'https://kubernetes.example.test', token: 'own' },
      identity: { issuer: 'https://login.example.test/realms/{realm}' },
    },
    'The test’s configuration',
  )
  const cluster = new Cluster({ server: settings.server ?? '', ownHeaders: () => Promise.resolve({}) })
  const informers = createInformers({ cluster, times: settings.watch, log })
  const sessions = new Sessions(new MemorySessionStore(), { idleMs: 1, absoluteMs: 1 })
  const realms = new Realms(identity)
  const sessionCookie = consoleCookie('session', publicUrl)
  const audit = auditLog(log)
  const access = new AccessReviews({ cluster, maxAgeMs: 1 })
  const settled = installation.parse({})
  const pools = new PoolWatch({ informers, installation: settled })
  const asUser = new AsUser(cluster, audit)
  const { operations } = createOperations({
    cluster,
    informers,
    access,
    asUser,
    installation: settled,
    log,
  })
  const poolChanges = new PoolChanges({
    cluster,
    informers,
    access,
    asUser,
    audit,
    operations,
    namespace: settled.platformNamespace,
    reservedRanges: platform.reservedRanges,
    pools,
  })
  const parts = {
    installation: settled,
    reservedRanges: platform.reservedRanges,
    offeredRealms: [],
    cluster,
    informers,
    hub: new ChannelHub({ ...informers, ...pools.sources }),
    access,
    asUser,
    operations,
    poolChanges,
    pools,
    holders: new HolderHistories({ log }),
    sessions,
    sessionCookie,
    signIn: new SignIn({
      realms,
      sessions,
      sessionCookie,
      ticketCookie: consoleCookie('ticket', publicUrl),
      publicUrl,
      scopes: 'openid',
      log,
    }),
  }
  const tokens = new AccessTokens({ sessions, realms, log })
  return { parts, mountOptions: { publicUrl, sessions, tokens, sessionCookie, observe: () => undefined } }
}
