import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import type { Logger } from 'pino'
import { auditLog } from './audit.ts'
import { ChannelHub } from './channels/hub.ts'
import { AccessReviews } from './cluster/access.ts'
import { AsUser } from './cluster/as-user.ts'
import { Cluster } from './cluster/connection.ts'
import { clusterEndpoint } from './cluster/credentials.ts'
import { createInformers } from './cluster/informers.ts'
import { RbacWatch } from './cluster/rbac-watch.ts'
import { ConfigError, revealSecret, type Config } from './config.ts'
import { createApp } from './http/app.ts'
import { mountRoutes } from './http/mount.ts'
import { checkAssets, pages } from './http/pages.ts'
import { consoleCookie } from './identity/cookies.ts'
import { Realms } from './identity/realms.ts'
import { MemorySessionStore, Sessions } from './identity/sessions.ts'
import { SignIn } from './identity/sign-in.ts'
import { AccessTokens } from './identity/tokens.ts'
import { LiveServer } from './live/live-server.ts'
import { gatewayFigures } from './gateway/gateway-figures.ts'
import { registerGatewayMetrics } from './gateway/gateway-metrics.ts'
import { Metrics } from './metrics.ts'
import { createOperations } from './operations/create-operations.ts'
import { PoolChanges } from './pool-changes/pool-changes.ts'
import { poolHistory } from './pools/history.ts'
import { registerPoolMetrics } from './pools/pool-metrics.ts'
import { PoolWatch } from './pools/pool-watch.ts'
import { createRoutes } from './routes/routes.ts'

/** An answer about permissions holds this long when nothing tells that they changed. */
const PERMISSION_MAX_AGE_MS = 30_000
/** Requests under way may finish within this time after the order to stop. */
const STOP_WITHIN_MS = 8_000

export interface RunningServer {
  /** Where it listens. */
  readonly url: string
  /** Where the metrics are read; absent: nowhere. */
  readonly metricsUrl: string | undefined
  /** Stops accepting, closes live connections, lets requests finish, ends watches. */
  stop(): Promise<void>
}

const LISTEN_PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program',
  EACCES: 'may not be used by this user',
  EADDRNOTAVAIL: 'is not an address of this machine',
  ENOTFOUND: 'is not an address of this machine',
}

/** @throws {ConfigError} naming the setting when the address cannot be had. */
async function listen(
  server: Server,
  setting: string,
  { host, port }: { host: string; port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const problem = LISTEN_PROBLEMS[error.code ?? ''] ?? `cannot be listened on (${error.message})`
      reject(new ConfigError(`${host}:${port} of the setting ${setting} ${problem}. Choose another one.`))
    })
    server.listen({ host, port }, resolve)
  })
  const { address, port: actual, family } = addressOf(server)
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`
}

function addressOf(server: Server): AddressInfo {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port')
  return address
}

/**
 * Starts the server as configured and resolves once it listens; the cluster need not answer yet.
 *
 * @throws {ConfigError} for settings that do not work here, such as a port in use.
 */
export async function startServer(config: Config, log: Logger): Promise<RunningServer> {
  const cluster = new Cluster(await clusterEndpoint(config.cluster))
  const secret = config.session.secret && sessionSecret(config.session.secret)
  if (config.assets !== undefined) checkAssets(config.assets)
  const metrics = new Metrics()
  const metricsServer = metrics.server()
  const server = createServer()
  const metricsUrl =
    config.metrics === 'off' ? undefined : `${await listen(metricsServer, 'metrics', config.metrics)}/metrics`
  const url = await listen(server, 'listen', config.listen).catch((error: unknown) => {
    metricsServer.close()
    throw error
  })
  const publicUrl = config.publicUrl ?? url
  let stopping = false

  const sessions = new Sessions(new MemorySessionStore(), {
    idleMs: config.session.idleMinutes * 60_000,
    absoluteMs: config.session.absoluteHours * 3_600_000,
  })
  const realms = new Realms(config.identity)
  const tokens = new AccessTokens({
    sessions,
    realms,
    log,
    onRefresh: (outcome) => metrics.tokenRefreshes.inc({ outcome }),
  })
  const sessionCookie = consoleCookie('kube-dc-console', publicUrl)
  const signIn = new SignIn({
    realms,
    sessions,
    sessionCookie,
    ticketCookie: consoleCookie('kube-dc-sign-in', publicUrl),
    publicUrl,
    scopes: config.identity.scopes,
    ...(secret !== undefined && { secret }),
    log,
    onSignIn: (outcome) => metrics.signIns.inc({ outcome }),
  })

  const watching = {
    cluster,
    times: config.cluster.watch,
    log,
    onRestart: (resource: string) => metrics.watchRestarts.inc({ resource }),
  }
  const informers = createInformers(watching)
  const history = poolHistory(config.history, log)
  const pools = new PoolWatch({
    informers,
    installation: config.installation,
    history: history.use,
    holders: history.holders,
    limits: { freeShare: config.pools.warnUnderShare, freeAddresses: config.pools.warnUnderAddresses },
  })
  const hub = new ChannelHub({ ...informers, ...pools.sources })
  const access = new AccessReviews({
    cluster,
    maxAgeMs: PERMISSION_MAX_AGE_MS,
    onReview: (outcome) => metrics.accessReviews.inc({ outcome }),
  })
  const live = new LiveServer({
    hub,
    informers,
    access,
    sessions,
    tokens,
    cookie: sessionCookie,
    publicUrl,
    log,
    onSlowClient: () => metrics.slowClients.inc(),
  })
  const rbac = new RbacWatch(watching, (namespaces) => {
    access.forget(namespaces)
    live.review()
  })

  metrics.gauge('watches_open', 'Watches that this server holds open at the cluster.', () =>
    KIND_NAMES.reduce((sum, kind) => sum + informers[kind].openWatches, rbac.openWatches),
  )
  metrics.gauge('live_connections', 'Open live connections, one per tab.', () => live.connections)
  metrics.gauge('channels', 'Channels in use.', () => hub.size)
  registerGatewayMetrics(metrics.registry, () => gatewayFigures(informers, Date.now()))
  registerPoolMetrics(metrics.registry, { figures: () => pools.figures(), store: history.store })
  for (const kind of KIND_NAMES) {
    metrics.gauge(
      `objects_${kind.replaceAll('-', '_')}`,
      `Objects of ${kind} known.`,
      () => informers[kind].store.size,
    )
  }

  const audit = auditLog(log)
  const asUser = new AsUser(cluster, audit)
  const { operations, runner } = createOperations({
    cluster,
    informers,
    access,
    asUser,
    installation: config.installation,
    log,
  })
  const poolChanges = new PoolChanges({
    cluster,
    informers,
    access,
    asUser,
    audit,
    operations,
    namespace: config.installation.platformNamespace,
    reservedRanges: config.platform.reservedRanges,
    pools,
  })

  const api = mountRoutes(
    createRoutes({
      installation: config.installation,
      reservedRanges: config.platform.reservedRanges,
      offeredRealms: config.identity.realms,
      cluster,
      informers,
      hub,
      access,
      asUser,
      operations,
      poolChanges,
      pools,
      holders: history.holders,
      sessions,
      sessionCookie,
      signIn,
    }),
    {
      publicUrl,
      sessions,
      tokens,
      sessionCookie,
      observe: (endpoint, status, seconds) => metrics.requests.observe({ endpoint, status }, seconds),
    },
  )
  const app = createApp({
    publicUrl,
    trustedProxies: config.listen.trustedProxies,
    log,
    notReady: () => KIND_NAMES.filter((kind) => !informers[kind].isSynced),
    isStopping: () => stopping,
    signIn: signIn.router(),
    api,
    pages: config.assets === undefined ? undefined : pages(config.assets, publicUrl),
  })
  server.on('request', (request, response) => void app(request, response))
  server.on('upgrade', (request, socket, head) => live.upgrade(request, socket, head))
  for (const kind of KIND_NAMES) informers[kind].start()
  rbac.start()
  history.start(() => pools.review())
  log.info({ url, publicUrl, metricsUrl }, 'listening')

  return {
    url,
    metricsUrl,
    async stop() {
      stopping = true
      live.close()
      await closeServer(server)
      await runner.stop()
      metricsServer.close()
      metricsServer.closeAllConnections()
      hub.close()
      pools.stop()
      await history.stop()
      sessions.close()
      await Promise.all([rbac.stop(), ...KIND_NAMES.map((kind) => informers[kind].stop())])
      await cluster.close()
    },
  }
}

function sessionSecret(setting: NonNullable<Config['session']['secret']>): string {
  const secret = revealSecret('session.secret', setting)
  if (secret.length < 32) throw new ConfigError('The setting session.secret needs at least 32 characters.')
  return secret
}

/** Lets requests under way finish, for a while. */
async function closeServer(server: Server): Promise<void> {
  const late = setTimeout(() => server.closeAllConnections(), STOP_WITHIN_MS)
  await new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
  })
  clearTimeout(late)
}
