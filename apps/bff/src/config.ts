import { readFileSync } from 'node:fs'
import { installation } from '@kube-dc/networking/model/installation'
import { DEFAULT_RESERVED_RANGES, isBlock } from '@kube-dc/networking/pool-changes/reserved-ranges'
import { DEFAULT_ROOM } from '@kube-dc/networking/pools/room'
import ipaddr from 'ipaddr.js'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'

/** A setting is wrong or a file that it names cannot be used. The message is one sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

const url = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// URL' })

/** Bearer tokens and session cookies travel over these addresses, so plain http is only for the machine itself. */
const confidentialUrl = url.refine((value) => {
  const { protocol, hostname } = new URL(value)
  return protocol === 'https:' || LOOPBACK.has(hostname)
}, 'must be https:// unless it is on this machine')

const origin = confidentialUrl
  .refine(
    (value) => new URL(value).pathname === '/' && !/[?#]/.test(value),
    'must be an origin without a path',
  )
  .transform((value) => new URL(value).origin)

const port = z.int().min(0).max(65535)

const addressRange = z
  .string()
  .refine((value) => ipaddr.isValid(value) || ipaddr.isValidCIDR(value), 'must be an address or a CIDR')

const listen = z.strictObject({
  host: z.string().default('127.0.0.1'),
  port: port.default(8080),
  /** Addresses of proxies in front: what they say in `X-Forwarded-For` is taken for the client's address. */
  trustedProxies: z.array(addressRange).default([]),
})

/** A secret is written down elsewhere: in a file, or in a variable of the environment. In place is for tests. */
const secret = z.union(
  [
    z.string().min(1),
    z.strictObject({ file: z.string().min(1) }),
    z.strictObject({ env: z.string().min(1) }),
  ],
  { error: 'must be { "file": "…" } or { "env": "…" }' },
)

const watchTimes = z
  .strictObject({
    /** Seconds after which the API server ends a watch by itself (it is then continued). */
    serverTimeoutSeconds: z.number().positive().default(30),
    /** Seconds without an event or bookmark after which a watch counts as dead; must exceed the server's timeout. */
    silenceSeconds: z.number().positive().default(40),
  })
  .refine((value) => value.silenceSeconds > value.serverTimeoutSeconds, {
    error: 'silenceSeconds must be greater than serverTimeoutSeconds',
  })

const cluster = z
  .strictObject({
    /** Address of the Kubernetes API, with `token` or `tokenFile`. */
    server: confidentialUrl.optional(),
    /** PEM bundle that signs the API server's certificate; absent: the system's own. */
    caFile: z.string().optional(),
    token: secret.optional(),
    /** Read again every minute: service account tokens are rotated. */
    tokenFile: z.string().optional(),
    kubeconfig: z.string().optional(),
    context: z.string().optional(),
    /** The service account of the pod this runs in. */
    inCluster: z.literal(true).optional(),
    watch: watchTimes.prefault({}),
  })
  .superRefine((value, context) => {
    const ways = [value.server, value.kubeconfig, value.inCluster].filter((way) => way !== undefined)
    if (ways.length !== 1) {
      context.addIssue({ code: 'custom', message: 'needs exactly one of server, kubeconfig and inCluster' })
    }
    if (value.server !== undefined && (value.token === undefined) === (value.tokenFile === undefined)) {
      context.addIssue({ code: 'custom', message: 'needs token or tokenFile beside server, one of them' })
    }
  })

const realmName = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'must be an RFC 1123 label')

const identity = z
  .strictObject({
    /** Issuer of a realm, with `{realm}` where its name goes. */
    issuer: url.refine((value) => decodeURI(value).includes('{realm}'), 'must contain {realm}'),
    clientId: z.string().min(1).default('kube-dc'),
    /** Realm and client of platform staff (kube-dc.md §8.1); absent: they cannot sign in here. */
    platform: z.strictObject({ realm: realmName, clientId: z.string().min(1) }).optional(),
    /** Only for an issuer on this machine or a test cluster: tokens and codes then travel unencrypted. */
    allowInsecureIssuer: z.boolean().default(false),
    /** Realms offered by name on the sign-in page; empty: people type their Organization. */
    realms: z.array(z.strictObject({ realm: realmName, label: z.string().min(1) })).default([]),
    scopes: z.string().min(1).default('openid profile email offline_access'),
  })
  .refine((value) => value.allowInsecureIssuer || value.issuer.startsWith('https://'), {
    error: 'issuer must be https:// unless allowInsecureIssuer is true',
    path: ['issuer'],
  })

const session = z.strictObject({
  /** Seals the cookie of a sign-in under way; at least 32 characters, the same on all replicas. Absent: made at start. */
  secret: secret.optional(),
  idleMinutes: z.number().positive().default(120),
  absoluteHours: z.number().positive().default(12),
})

/** What of the platform no tenant is told: it is not in `installation`, which travels with every session. */
const platform = z.strictObject({
  /** Networks of the installation itself, which no pool may touch. */
  reservedRanges: z.array(z.string().refine(isBlock, 'must be a CIDR')).default([...DEFAULT_RESERVED_RANGES]),
})
const prometheus = z
  .strictObject({
    /** Base address of its HTTP API, with the path that it is served under. */
    url,
    token: secret.optional(),
    username: z.string().min(1).optional(),
    password: secret.optional(),
    caFile: z.string().optional(),
    /** Labels that the console's series have there, where it holds those of several clusters. */
    labels: z
      .record(z.string().regex(/^[a-zA-Z_]\w*$/, 'must be the name of a label'), z.string())
      .default({}),
  })
  .superRefine((value, context) => {
    if ((value.username === undefined) !== (value.password === undefined)) {
      context.addIssue({ code: 'custom', message: 'needs both of username and password, or neither' })
    }
    if (value.token !== undefined && value.password !== undefined) {
      context.addIssue({ code: 'custom', message: 'takes token or password, not both' })
    }
    const isSecret = value.token !== undefined || value.password !== undefined
    if (isSecret && !confidentialUrl.safeParse(value.url).success) {
      context.addIssue({
        code: 'custom',
        message: 'needs an https:// url for its secret, unless it is on this machine',
      })
    }
  })

const valkey = z
  .strictObject({
    url: z.url({ protocol: /^rediss?$/, error: 'must be a redis:// or rediss:// URL' }),
    username: z.string().min(1).optional(),
    password: secret.optional(),
    caFile: z.string().optional(),
    /** Begins every key. */
    prefix: z.string().min(1).default('kube-dc-console'),
  })
  .superRefine((value, context) => {
    if (new URL(value.url).password !== '') {
      context.addIssue({ code: 'custom', message: 'must not have the password in its url, but in password' })
    }
    if (value.caFile !== undefined && !value.url.startsWith('rediss:')) {
      context.addIssue({ code: 'custom', message: 'has a caFile, but no rediss:// url that would use it' })
    }
  })

const config = z.strictObject({
  listen: listen.prefault({}),
  /** Origin under which browsers reach the console; absent: the address listened on. */
  publicUrl: origin.optional(),
  metrics: z
    .union([
      z.literal('off'),
      z.strictObject({ host: z.string().default('127.0.0.1'), port: port.default(9090) }),
    ])
    .prefault({}),
  /** Directory of the built console; absent: the API only. */
  assets: z.string().optional(),
  cluster,
  identity,
  session: session.prefault({}),
  installation: installation.prefault({}),
  platform: platform.prefault({}),
  /** When a pool of the provider's is called nearly full: under either of the two. */
  pools: z
    .strictObject({
      warnUnderShare: z.number().min(0).max(1).default(DEFAULT_ROOM.freeShare),
      warnUnderAddresses: z.int().min(0).default(DEFAULT_ROOM.freeAddresses),
    })
    .prefault({}),
  /** Where the history of pools is kept that outlives this process; without either it is kept in memory. */
  history: z.strictObject({ prometheus: prometheus.optional(), valkey: valkey.optional() }).prefault({}),
  logLevel: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
})

export type Config = z.infer<typeof config>
export type ConfigInput = z.input<typeof config>
export type Secret = z.infer<typeof secret>

function issueSentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    const prefix = path === '' ? '' : `${path}.`
    return `unknown setting ${issue.keys.map((key) => prefix + key).join(', ')}`
  }
  return `${path === '' ? 'the file' : path}: ${issue.message}`
}

/**
 * Checks settings that were read from somewhere.
 *
 * @param where How to name their source in an error.
 * @throws {ConfigError} naming every wrong setting in one sentence.
 */
export function parseConfig(raw: unknown, where: string): Config {
  const result = config.safeParse(raw)
  if (result.success) return result.data
  throw new ConfigError(`${where} is not usable: ${result.error.issues.map(issueSentence).join('; ')}.`)
}

const FILE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a directory, not a file',
}

/** Words for a failed file access, without Node's own jargon where the cause is a known one. */
export function fileProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return FILE_PROBLEMS[code] ?? `cannot be read (${error instanceof Error ? error.message : String(error)})`
}

/** @throws {ConfigError} naming the file, the setting it comes from and what is wrong with it. */
export function readSettingFile(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`The file ${path} of the setting ${setting} ${fileProblem(error)}.`)
  }
}

/**
 * Reads the configuration file, JSON or YAML.
 *
 * @throws {ConfigError} when it cannot be read or is wrong.
 */
export function loadConfig(path: string): Config {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new ConfigError(`The configuration file ${path} ${fileProblem(error)}.`)
  }
  let raw: unknown
  try {
    raw = parseYaml(text)
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    throw new ConfigError(`The configuration file ${path} is neither JSON nor YAML: ${reason}`)
  }
  return parseConfig(raw, `The configuration file ${path}`)
}

/** The value of a secret; file contents lose the line end that editors add. @throws {ConfigError} when there is none. */
export function revealSecret(setting: string, value: Secret): string {
  if (typeof value === 'string') return value
  if ('file' in value) {
    const text = readSettingFile(setting, value.file).trim()
    if (text === '') throw new ConfigError(`The file ${value.file} of the setting ${setting} is empty.`)
    return text
  }
  const text = process.env[value.env]
  if (!text)
    throw new ConfigError(`The environment variable ${value.env} of the setting ${setting} is not set.`)
  return text
}
