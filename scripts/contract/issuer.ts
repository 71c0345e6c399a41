import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { exportJWK, generateKeyPair } from 'jose'
import type { Target } from '../../contract/support/target-schema.ts'
import type { Certificate } from '../../packages/lab/src/apiserver/listener.ts'
import { LOOPBACK } from '../ports.ts'

type Realm = Target['stranger']

export interface ContractIssuer {
  readonly realms: Target['realms']
  readonly stranger: Realm
  stop(): void
}

/** Kubernetes' own prefixes for the realms of Kube-DC (kube-dc.md §8.1). */
const REALMS = {
  nimbus: { audience: 'kube-dc', prefix: 'nimbus:' },
  master: { audience: 'kube-dc-admin', prefix: 'platform:' },
  stranger: { audience: 'kube-dc', prefix: 'stranger:' },
}

/**
 * Issuers just big enough to be trusted: discovery and keys. Tokens are signed by the tests, which can so make every
 * kind of wrong one.
 *
 * @param certificate Absent: plain HTTP.
 */
export async function startContractIssuer(certificate: Certificate | undefined): Promise<ContractIssuer> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const key = await exportJWK(privateKey)
  const published = { ...(await exportJWK(publicKey)), kid: 'contract', alg: 'ES256', use: 'sig' }
  let base = ''
  const server = certificate ? createHttpsServer(certificate) : createHttpServer()
  server.on('request', (request, response) => {
    const [, issuer = '', document] = /^(\/realms\/\w+)\/(.+)$/.exec(request.url ?? '') ?? []
    const body =
      document === '.well-known/openid-configuration'
        ? { issuer: base + issuer, jwks_uri: `${base}${issuer}/keys`, ...REQUIRED }
        : document === 'keys' && { keys: [published] }
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, LOOPBACK, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  base = `${certificate ? 'https' : 'http'}://${LOOPBACK}:${port}`
  const realm = (name: keyof typeof REALMS): Realm => ({
    issuer: `${base}/realms/${name}`,
    ...REALMS[name],
    key: { ...key, kty: key.kty ?? 'EC' },
  })
  return {
    realms: { nimbus: realm('nimbus'), master: realm('master') },
    stranger: realm('stranger'),
    stop: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** What a discovery document must say beside where it is from. */
const REQUIRED = {
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['ES256'],
}
