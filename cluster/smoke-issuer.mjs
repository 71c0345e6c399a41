// An OpenID Connect issuer of two realms, just big enough for kube-apiserver to trust: discovery and keys over TLS, and
// tokens signed on request of smoke.sh. Usage: smoke-issuer.mjs CERT KEY PORT; GET /realms/<realm>/token?<claims as JSON>.
import { createServer } from 'node:https'
import { readFileSync } from 'node:fs'
import { generateKeyPairSync, sign } from 'node:crypto'

const [certFile, keyFile, port] = process.argv.slice(2)
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'smoke', alg: 'RS256', use: 'sig' }

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

const token = (issuer, claims) => {
  const now = Math.floor(Date.now() / 1000)
  const content = `${base64url({ alg: 'RS256', kid: jwk.kid })}.${base64url({ iss: issuer, iat: now, exp: now + 300, ...claims })}`
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url')}`
}

const answer = (issuer, what, claims) => {
  switch (what) {
    case '.well-known/openid-configuration':
      return JSON.stringify({
        issuer,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      })
    case 'keys':
      return JSON.stringify({ keys: [jwk] })
    case 'token':
      return token(issuer, JSON.parse(claims))
  }
}

createServer({ cert: readFileSync(certFile), key: readFileSync(keyFile) }, (request, response) => {
  const url = new URL(request.url, `https://127.0.0.1:${port}`)
  const [, realm, what] = url.pathname.match(/^\/realms\/([^/]+)\/(.+)$/) ?? []
  const body =
    realm &&
    answer(`https://127.0.0.1:${port}/realms/${realm}`, what, decodeURIComponent(url.search.slice(1)))
  response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(body)
}).listen(Number(port), '127.0.0.1')
