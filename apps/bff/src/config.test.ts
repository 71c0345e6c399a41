import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ConfigError, loadConfig, parseConfig, revealSecret, type ConfigInput } from './config.ts'

const minimal: ConfigInput = {
  cluster: { server: 'https://kubernetes.example.test', tokenFile: '/etc/console/token' },
  identity: { issuer: 'https://login.example.test/realms/{realm}' },
}

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-config-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
})

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function sentence(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return error instanceof Error ? error.message : ''
  }
  throw new Error('nothing was thrown')
}

describe('loadConfig', () => {
  it('reads YAML and JSON, and fills in what is not said', () => {
    const yaml = file(
      'config.yaml',
      'cluster: { server: https://k.example.test, tokenFile: /t }\nidentity: { issuer: "https://i.example.test/{realm}" }\n',
    )
    const json = file('config.json', JSON.stringify(minimal))
    expect(loadConfig(yaml).listen).toEqual({ host: '127.0.0.1', port: 8080, trustedProxies: [] })
    expect(loadConfig(json)).toMatchObject({
      session: { idleMinutes: 120, absoluteHours: 12 },
      identity: { clientId: 'kube-dc' },
      installation: { networkTypes: ['cloud'] },
      platform: { reservedRanges: ['10.16.0.0/16', '10.96.0.0/12', '100.64.0.0/16'] },
    })
  })

  it('takes nothing but CIDRs for ranges of the platform', () => {
    const platform = { reservedRanges: ['10.0.0.0/8', '10.0.0.0'] }
    expect(sentence(() => parseConfig({ ...minimal, platform }, 'The file'))).toContain(
      'platform.reservedRanges.1: must be a CIDR',
    )
  })

  it('says in one sentence what is wrong with the file', () => {
    const missing = join(folder, 'none.yaml')
    expect(sentence(() => loadConfig(missing))).toBe(`The configuration file ${missing} does not exist.`)
    expect(sentence(() => loadConfig(folder))).toBe(
      `The configuration file ${folder} is a directory, not a file.`,
    )
    const broken = file('broken.yaml', 'cluster: [')
    expect(sentence(() => loadConfig(broken))).toMatch(
      /^The configuration file .* is neither JSON nor YAML: /,
    )
  })

  it.skipIf(process.getuid?.() === 0)('says that it may not read the file', () => {
    const path = file('secret.yaml', '')
    chmodSync(path, 0o000)
    expect(sentence(() => loadConfig(path))).toBe(
      `The configuration file ${path} may not be read by this user.`,
    )
  })
})

describe('parseConfig', () => {
  it.each<[string, unknown, string]>([
    ['a misspelt setting', { ...minimal, sesion: {} }, 'unknown setting sesion'],
    ['a misspelt setting inside', { ...minimal, session: { idle: 1 } }, 'unknown setting session.idle'],
    [
      'a proxy that is no address',
      { ...minimal, listen: { trustedProxies: ['10.0.0.0/8', 'ingress'] } },
      'listen.trustedProxies.1: ',
    ],
    ['a port that is none', { ...minimal, listen: { port: 70_000 } }, 'listen.port: '],
    ['nothing at all', null, 'the file: '],
    ['no cluster', { identity: minimal.identity }, 'cluster: '],
    [
      'two ways to the cluster',
      { ...minimal, cluster: { server: 'https://k.example.test', tokenFile: '/t', kubeconfig: '/k' } },
      'cluster: needs exactly one of server, kubeconfig and inCluster',
    ],
    [
      'a server without a token',
      { ...minimal, cluster: { server: 'https://k.example.test' } },
      'cluster: needs token or tokenFile beside server, one of them',
    ],
    [
      'tokens over plain http',
      { ...minimal, cluster: { server: 'http://k.example.test', tokenFile: '/t' } },
      'cluster.server: must be https:// unless it is on this machine',
    ],
    [
      'cookies over plain http',
      { ...minimal, publicUrl: 'http://console.example.test' },
      'publicUrl: must be https:// unless it is on this machine',
    ],
    [
      'a public address with a path',
      { ...minimal, publicUrl: 'https://console.example.test/networking' },
      'publicUrl: must be an origin without a path',
    ],
    [
      'an issuer for one realm only',
      { ...minimal, identity: { issuer: 'https://i.example.test/realms/nimbus' } },
      'identity.issuer: must contain {realm}',
    ],
    [
      'an issuer over plain http',
      { ...minimal, identity: { issuer: 'http://i.example.test/realms/{realm}' } },
      'identity.issuer: issuer must be https:// unless allowInsecureIssuer is true',
    ],
    [
      'a watchdog faster than the server',
      {
        ...minimal,
        cluster: { ...minimal.cluster, watch: { serverTimeoutSeconds: 60, silenceSeconds: 30 } },
      },
      'cluster.watch: silenceSeconds must be greater than serverTimeoutSeconds',
    ],
    ['a share over all of a pool', { ...minimal, pools: { warnUnderShare: 10 } }, 'pools.warnUnderShare: '],
    [
      'a secret for Prometheus over plain http',
      {
        ...minimal,
        history: { prometheus: { url: 'http://prometheus.example.test', token: { file: '/t' } } },
      },
      'history.prometheus: needs an https:// url for its secret, unless it is on this machine',
    ],
    [
      'half of a sign-in at Prometheus',
      {
        ...minimal,
        history: { prometheus: { url: 'https://prometheus.example.test', username: 'console' } },
      },
      'history.prometheus: needs both of username and password, or neither',
    ],
    [
      'two ways to sign in at Prometheus',
      {
        ...minimal,
        history: {
          prometheus: {
            url: 'https://prometheus.example.test',
            token: { file: '/t' },
            username: 'console',
            password: { file: '/p' },
          },
        },
      },
      'history.prometheus: takes token or password, not both',
    ],
    [
      'a Valkey that is none',
      { ...minimal, history: { valkey: { url: 'https://valkey.example.test' } } },
      'history.valkey.url: must be a redis:// or rediss:// URL',
    ],
    [
      'a password in the address of Valkey',
      { ...minimal, history: { valkey: { url: 'redis://:secret@valkey.example.test' } } },
      'history.valkey: must not have the password in its url, but in password',
    ],
    [
      'a certificate that nothing would check',
      { ...minimal, history: { valkey: { url: 'redis://valkey.example.test', caFile: '/ca' } } },
      'history.valkey: has a caFile, but no rediss:// url that would use it',
    ],
  ])('names %s', (_, raw, expected) => {
    const message = sentence(() => parseConfig(raw, 'The file'))
    expect(message).toContain(expected)
    expect(message).toMatch(/^The file is not usable: .*\.$/)
  })

  it('keeps the origin of the public address', () => {
    expect(
      parseConfig({ ...minimal, publicUrl: 'https://Console.Example.test/' }, 'The file').publicUrl,
    ).toBe('https://console.example.test')
  })
})

describe('revealSecret', () => {
  it('reads a file without its line end, and a variable', () => {
    vi.stubEnv('CONSOLE_TEST_SECRET', 'from the environment')
    expect(revealSecret('session.secret', { file: file('secret', 'from a file\n') })).toBe('from a file')
    expect(revealSecret('session.secret', { env: 'CONSOLE_TEST_SECRET' })).toBe('from the environment')
  })

  it('names what is missing', () => {
    const path = join(folder, 'none')
    expect(sentence(() => revealSecret('session.secret', { file: path }))).toBe(
      `The file ${path} of the setting session.secret does not exist.`,
    )
    expect(sentence(() => revealSecret('session.secret', { file: file('empty', '\n') }))).toContain(
      'is empty',
    )
    expect(sentence(() => revealSecret('session.secret', { env: 'CONSOLE_TEST_NOT_SET' }))).toBe(
      'The environment variable CONSOLE_TEST_NOT_SET of the setting session.secret is not set.',
    )
  })
})
