import { beforeAll, describe, expect, test } from 'vitest'
import { admin, Api } from './support/api.ts'
import { eventually } from './support/eventually.ts'
import { refusal, TIME } from './support/expectations.ts'
import { tokenFor, type TokenOptions } from './support/identity.ts'
import { core, eips, freshNamespace, made } from './support/objects.ts'
import { target } from './support/target.ts'

const UNAUTHORIZED = refusal(401, 'Unauthorized', 'Unauthorized')

let path: string

beforeAll(async () => {
  path = eips(await freshNamespace('authentication'))
})

const ada = { username: 'ada', groups: ['user'] }

async function status(options: TokenOptions = {}): Promise<number> {
  return (await new Api(await tokenFor(ada, options)).get(path)).status
}

describe('a request', () => {
  test('without a token is refused, also for what everybody may know', async () => {
    for (const open of [path, '/api', '/version', '/healthz', '/openapi/v3', '/nothing']) {
      expect(await new Api().get(open)).toEqual(UNAUTHORIZED)
    }
  })

  test('with a token that is none is refused', async () => {
    for (const token of ['none', 'a.b.c', '']) expect(await new Api(token).get(path)).toEqual(UNAUTHORIZED)
  })

  test('with another scheme is refused', async () => {
    const headers = { authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` }
    expect(await new Api().get(path, headers)).toEqual(UNAUTHORIZED)
  })
})

describe('a token of a realm', () => {
  test('counts while it is valid', async () => {
    // Known, and not allowed: that is somebody.
    expect(await status()).toBe(403)
  })

  test.each<[string, TokenOptions]>([
    ['has expired', { expiresIn: -10 }],
    ['never expires', { override: { exp: undefined } }],
    ['is not valid yet', { override: { nbf: Math.floor(Date.now() / 1000) + 600 } }],
    ['is for another audience', { override: { aud: 'other' } }],
    ['is for nobody', { override: { aud: undefined } }],
    ['is of an issuer that is not trusted', { realm: target.stranger }],
    ['claims another issuer', { override: { iss: target.realms.master.issuer } }],
    ['claims an issuer by a slash more', { override: { iss: `${target.realms.nimbus.issuer}/` } }],
    ['has no name in it', { override: { preferred_username: undefined } }],
    ['has a number for a name', { override: { preferred_username: 5 } }],
    ['has a number for a group', { override: { groups: [5] } }],
    ['has an object for groups', { override: { groups: { a: 'b' } } }],
  ])('does not when it %s', async (_, options) => {
    expect(await status(options)).toBe(401)
  })

  test.each<[string, TokenOptions]>([
    ['is for several audiences, this one among them', { override: { aud: ['other', 'kube-dc'] } }],
    ['has no groups', { override: { groups: undefined } }],
    ['has one group as a text', { override: { groups: 'user' } }],
    ['has an empty name in it: they are the prefix alone', { override: { preferred_username: '' } }],
    ['has no subject', { override: { sub: undefined } }],
    ['was issued in the future', { override: { iat: Math.floor(Date.now() / 1000) + 600 } }],
  ])('does when it %s', async (_, options) => {
    expect(await status(options)).toBe(403)
  })

  test('does not when it was changed', async () => {
    const [header = '', , signature = ''] = (await tokenFor(ada)).split('.')
    const claims = {
      iss: target.realms.nimbus.issuer,
      aud: 'kube-dc',
      exp: 9_999_999_999,
      preferred_username: 'root',
    }
    const forged = Buffer.from(JSON.stringify(claims)).toString('base64url')
    expect(await new Api(`${header}.${forged}.${signature}`).get(path)).toEqual(UNAUTHORIZED)
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url')
    expect(await new Api(`${unsigned}.${forged}.`).get(path)).toEqual(UNAUTHORIZED)
  })

  test('of the platform counts with its own audience only', async () => {
    const { master } = target.realms
    expect(await status({ realm: master })).toBe(403)
    expect(await status({ realm: master, override: { aud: 'kube-dc' } })).toBe(401)
  })
})

describe('a token of a service account', () => {
  test('can be asked for, and counts while the account is there', async () => {
    const namespace = await freshNamespace('accounts')
    const accounts = core(namespace, 'serviceaccounts')
    const account = await made(accounts, {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'robot' },
    })
    const reply = await admin.create(`${accounts}/robot/token`, {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 600 },
    })
    expect(reply).toEqual({
      status: 201,
      body: {
        kind: 'TokenRequest',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { name: 'robot', namespace, uid: account.metadata.uid, creationTimestamp: TIME },
        spec: {
          audiences: ['https://kubernetes.default.svc'],
          expirationSeconds: 600,
          boundObjectRef: null,
        },
        status: { token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/), expirationTimestamp: TIME },
      },
    })
    const token = /"token":\s*"([^"]+)"/.exec(reply.text)?.[1] ?? ''
    const robot = new Api(token)
    const review = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    }
    expect(await robot.create('/apis/authentication.k8s.io/v1/selfsubjectreviews', review)).toEqual({
      status: 201,
      body: {
        kind: 'SelfSubjectReview',
        apiVersion: 'authentication.k8s.io/v1',
        metadata: { creationTimestamp: TIME },
        status: {
          userInfo: {
            username: `system:serviceaccount:${namespace}:robot`,
            uid: account.metadata.uid,
            groups: ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'],
            extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^JTI=/)] },
          },
        },
      },
    })
    await admin.delete(`${accounts}/robot`)
    // The server remembers for ten seconds whose token it was.
    await eventually(async () => (await robot.get(path)).status === 401)
  })
})
