import { Writable } from 'node:stream'
import { parseConfig, type ConfigInput } from '../config.ts'
import { createLog } from '../log.ts'
import { startServer, type RunningServer } from '../server.ts'

export interface TestServer extends RunningServer {
  /** The log's lines so far. */
  readonly log: readonly string[]
}

/** Where nobody listens: for what works without the Kubernetes API. */
const NO_CLUSTER: ConfigInput['cluster'] = { server: 'http://127.0.0.1:1', token: 'own' }

/**
 * Starts the server in this process, on any free port.
 *
 * @param issuerBase Of the lab's identity provider.
 */
export async function startTestServer(
  issuerBase: string,
  settings: Partial<ConfigInput> = {},
): Promise<TestServer> {
  const log: string[] = []
  const destination = new Writable({
    write(chunk, _encoding, done) {
      log.push(String(chunk))
      done()
    },
  })
  const config = parseConfig(
    {
      listen: { port: 0 },
      metrics: 'off',
      cluster: NO_CLUSTER,
      identity: {
        issuer: `${issuerBase}/realms/{realm}`,
        allowInsecureIssuer: true,
        platform: { realm: 'master', clientId: 'kube-dc-admin-console' },
      },
      ...settings,
    },
    'The test’s configuration',
  )
  return { ...(await startServer(config, createLog('debug', destination))), log }
}
