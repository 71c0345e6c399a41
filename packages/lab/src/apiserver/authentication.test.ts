import { createServer } from 'node:http'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose'
import { expect, test } from 'vitest'
import { Authenticator, type TrustedIssuer } from './authentication.ts'

const ISSUER = 'http://127.0.0.1/realms/nimbus'
const { publicKey, privateKey } = await generateKeyPair('RS256')
const jwk = { ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }

const trusted: TrustedIssuer = {
  url: ISSUER,
  audiences: ['kube-dc'],
  usernameClaim: 'preferred_username',
  usernamePrefix: 'nimbus:',
  groupsClaim: 'groups',
  groupsPrefix: 'nimbus:',
  uidClaim: 'sub',
  keys: createLocalJWKSet({ keys: [jwk] }),
}

const claims = { preferred_username: 'ada', sub: 'u1', aud: 'kube-dc', groups: ['user'], iss: ISSUER }

async function token(changes: JWTPayload = {}, seconds = 60, key = privateKey): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .setIssuedAt(now - 120)
    .setExpirationTime(now + seconds)
    .sign(key)
}

function authenticator(uid?: string): Authenticator {
  const result = new Authenticator('secret', () => uid)
  result.trust(trusted)
  return result
}

test('knows the admin by token', async () => {
  expect((await authenticator().authenticate('Bearer secret')).groups).toEqual([
    'system:masters',
    'system:authenticated',
  ])
})

test('maps claims to names with the prefixes of the issuer', async () => {
  expect(await authenticator().authenticate(`Bearer ${await token()}`)).toEqual({
    username: 'nimbus:ada',
    uid: 'u1',
    groups: ['nimbus:user', 'system:authenticated'],
  })
  expect((await authenticator().authenticate(`bearer ${await token({ groups: undefined })}`)).groups).toEqual(
    ['system:authenticated'],
  )
})

const other = await generateKeyPair('RS256')

test.each([
  ['nothing', () => undefined],
  ['another scheme', () => 'Basic c2VjcmV0'],
  ['a wrong token', () => 'Bearer nope'],
  ['another audience', async () => `Bearer ${await token({ aud: 'other' })}`],
  ['another issuer', async () => `Bearer ${await token({ iss: 'http://127.0.0.1/realms/harbor' })}`],
  ['no user name', async () => `Bearer ${await token({ preferred_username: undefined })}`],
  ['an end in the past', async () => `Bearer ${await token({}, -60)}`],
  ['a stranger’s signature', async () => `Bearer ${await token({}, 60, other.privateKey)}`],
  [
    'the issuer of service accounts and the key of a realm',
    async () => `Bearer ${await token({ iss: 'https://kubernetes.default.svc' })}`,
  ],
])('refuses %s', async (_what, header) => {
  await expect(authenticator().authenticate(await header())).rejects.toMatchObject({
    code: 401,
    message: 'Unauthorized',
  })
})

test('an issuer that is not trusted yet is trusted from the moment it is', async () => {
  const late = new Authenticator('secret', () => undefined)
  const header = `Bearer ${await token()}`
  await expect(late.authenticate(header)).rejects.toMatchObject({ code: 401 })
  late.trust(trusted)
  expect((await late.authenticate(header)).username).toBe('nimbus:ada')
})

test('fetches the keys from where the discovery document of the issuer says', async () => {
  const server = createServer((request, response) => {
    const base = `http://${request.headers.host ?? ''}`
    const body =
      request.url === '/.well-known/openid-configuration' ? { jwks_uri: `${base}/keys` } : { keys: [jwk] }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const { keys: _keys, ...issuer } = trusted
  const remote = new Authenticator('secret', () => undefined)
  remote.trust({ ...issuer, url })
  expect((await remote.authenticate(`Bearer ${await token({ iss: url })}`)).username).toBe('nimbus:ada')
  server.close()
})

test('ServiceAccounts have their groups, and their tokens end with them', async () => {
  const known = authenticator('uid-1')
  const minted = `Bearer ${await known.mint('kube-dc', 'manager', 'uid-1', 60)}`
  const user = await known.authenticate(minted)
  expect(user).toMatchObject({
    username: 'system:serviceaccount:kube-dc:manager',
    uid: 'uid-1',
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-dc', 'system:authenticated'],
  })
  await expect(authenticator().authenticate(minted)).rejects.toMatchObject({ code: 401 })
  const recreated = `Bearer ${await known.mint('kube-dc', 'manager', 'uid-0', 60)}`
  await expect(known.authenticate(recreated)).rejects.toMatchObject({ code: 401 })
})
