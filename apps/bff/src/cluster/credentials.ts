import { readFile } from 'node:fs/promises'
import type { Config } from '../config.ts'
import { ConfigError, readSettingFile, revealSecret } from '../config.ts'

/** Where the Kubernetes API is and how the BFF itself authenticates to it. */
export interface Endpoint {
  /** Without a slash at its end. */
  readonly server: string
  /** PEM; absent: the system's certificate authorities. */
  readonly ca?: string | Buffer
  /** Name to verify the certificate for, where it differs from the server's. */
  readonly servername?: string
  /** Client certificate of the BFF's own identity: only ever for its own requests. */
  readonly clientCertificate?: { readonly cert: string | Buffer; readonly key: string | Buffer }
  /** Headers that authenticate the BFF itself. */
  ownHeaders(): Promise<Record<string, string>>
}

/** How long a token file's content is taken for current; kubelets renew service account tokens well ahead. */
const TOKEN_FILE_TTL_MS = 60_000
const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount'

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` }
}

function fromTokenFile(path: string): () => Promise<Record<string, string>> {
  let cached = { token: readSettingFile('cluster.tokenFile', path).trim(), readAt: Date.now() }
  return async () => {
    if (Date.now() - cached.readAt > TOKEN_FILE_TTL_MS) {
      cached = { token: (await readFile(path, 'utf8')).trim(), readAt: Date.now() }
    }
    return bearer(cached.token)
  }
}

function inCluster(): Endpoint {
  const host = process.env['KUBERNETES_SERVICE_HOST']
  const port = process.env['KUBERNETES_SERVICE_PORT']
  if (!host || !port) {
    throw new ConfigError(
      'The setting cluster.inCluster is on, but this is not a pod: KUBERNETES_SERVICE_HOST is not set.',
    )
  }
  return {
    server: `https://${host.includes(':') ? `[${host}]` : host}:${port}`,
    ca: readSettingFile('cluster.inCluster', `${SERVICE_ACCOUNT}/ca.crt`),
    ownHeaders: fromTokenFile(`${SERVICE_ACCOUNT}/token`),
  }
}

/** Everything that a kubeconfig can say (exec plugins, certificates, …) is left to the Kubernetes client library. */
async function fromKubeconfig(path: string, context: string | undefined): Promise<Endpoint> {
  readSettingFile('cluster.kubeconfig', path)
  // Loaded only here: the library brings every API type, a second and 90 MB that other ways in do not need.
  const { KubeConfig, bufferFromFileOrString } = await import('@kubernetes/client-node')
  const kubeconfig = new KubeConfig()
  try {
    kubeconfig.loadFromFile(path)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`The file ${path} of the setting cluster.kubeconfig is not a kubeconfig: ${reason}`)
  }
  if (context !== undefined) kubeconfig.setCurrentContext(context)
  const cluster = kubeconfig.getCurrentCluster()
  const user = kubeconfig.getCurrentUser()
  if (!cluster || !user) {
    throw new ConfigError(
      `The kubeconfig ${path} has no context “${context ?? kubeconfig.getCurrentContext()}”.`,
    )
  }
  if (cluster.skipTLSVerify && cluster.server.startsWith('https:')) {
    throw new ConfigError(
      `The kubeconfig ${path} switches certificate verification off; give certificate-authority instead.`,
    )
  }
  const ca = bufferFromFileOrString(cluster.caFile, cluster.caData)
  const cert = bufferFromFileOrString(user.certFile, user.certData)
  const key = bufferFromFileOrString(user.keyFile, user.keyData)
  return {
    server: cluster.server.replace(/\/$/, ''),
    ...(ca && { ca }),
    ...(cluster.tlsServerName && { servername: cluster.tlsServerName }),
    ...(cert && key && { clientCertificate: { cert, key } }),
    async ownHeaders() {
      if (user.token) return bearer(user.token)
      // The library makes an agent for the address as well and refuses plain http; only its headers are wanted here.
      const options: { headers?: Record<string, string> } = {}
      await kubeconfig.applyToHTTPSOptions(options)
      return { ...options.headers }
    },
  }
}

/**
 * Finds the Kubernetes API and the BFF's own credentials.
 *
 * @throws {ConfigError} for files that are missing or unusable.
 */
export async function clusterEndpoint(settings: Config['cluster']): Promise<Endpoint> {
  if (settings.kubeconfig !== undefined) return fromKubeconfig(settings.kubeconfig, settings.context)
  if (settings.server === undefined) return inCluster()
  const ca = settings.caFile === undefined ? undefined : readSettingFile('cluster.caFile', settings.caFile)
  const token = settings.token === undefined ? undefined : revealSecret('cluster.token', settings.token)
  return {
    server: settings.server.replace(/\/$/, ''),
    ...(ca !== undefined && { ca }),
    ownHeaders:
      token === undefined ? fromTokenFile(settings.tokenFile ?? '') : () => Promise.resolve(bearer(token)),
  }
}
