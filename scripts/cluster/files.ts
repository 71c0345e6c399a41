import { generateKeyPairSync } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RealmTrust } from '../../packages/lab/src/issuer/claims.ts'
import type { Certificate } from '../../packages/lab/src/apiserver/listener.ts'

/** Paths of the files that the servers read. All are for their owner only: some hold keys and tokens. */
export interface ClusterFiles {
  readonly certificate: string
  readonly key: string
  readonly serviceAccountKey: string
  readonly serviceAccountPublicKey: string
  /** The admin's bearer token alone. */
  readonly adminToken: string
  readonly tokens: string
  readonly authentication: string
  readonly auditPolicy: string
  /** Where the audit log will be. */
  readonly auditLog: string
  readonly adminKubeconfig: string
  readonly controllerManagerKubeconfig: string
}

export interface FileContents {
  /** Folder of the audit log. */
  readonly logs: string
  readonly url: string
  readonly certificate: Certificate
  readonly trusts: readonly RealmTrust[]
  readonly adminToken: string
  readonly controllerManagerToken: string
}

/** Writes everything that the servers read at start. YAML files are written as JSON, which YAML includes. */
export function writeFiles(folder: string, contents: FileContents): ClusterFiles {
  const { logs, url, certificate, trusts, adminToken, controllerManagerToken } = contents
  const write = (name: string, content: string | object) => {
    const path = join(folder, name)
    const text = typeof content === 'string' ? content : `${JSON.stringify(content, undefined, 2)}\n`
    writeFileSync(path, text, { mode: 0o600 })
    return path
  }
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return {
    certificate: write('server.crt', certificate.cert),
    key: write('server.key', certificate.key),
    serviceAccountKey: write('service-accounts.key', pair.privateKey),
    serviceAccountPublicKey: write('service-accounts.pub', pair.publicKey),
    adminToken: write('admin.token', adminToken),
    tokens: write(
      'tokens.csv',
      `${adminToken},admin,admin,system:masters\n${controllerManagerToken},system:kube-controller-manager,,\n`,
    ),
    authentication: write('authentication.json', authentication(trusts, certificate.cert)),
    auditPolicy: write('audit-policy.json', AUDIT_POLICY),
    auditLog: freshFile(logs, 'audit.log'),
    adminKubeconfig: write('kubeconfig', kubeconfig(url, certificate.cert, adminToken)),
    controllerManagerKubeconfig: write(
      'controller-manager.kubeconfig',
      kubeconfig(url, certificate.cert, controllerManagerToken),
    ),
  }
}

/** The API server appends; what an earlier cluster wrote there is not about this one. */
function freshFile(folder: string, name: string): string {
  const path = join(folder, name)
  rmSync(path, { force: true })
  return path
}

/** Every request that was answered, with who asked for what; never its body, which may hold a token. */
const AUDIT_POLICY = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata' }],
}

/**
 * Who may sign in: one issuer per realm, as Kube-DC registers one per Organization and one for the platform
 * (kube-dc.md §8.1).
 */
function authentication(trusts: readonly RealmTrust[], ca: string): object {
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'AuthenticationConfiguration',
    jwt: trusts.map(({ issuer, audience, usernameClaim, groupsClaim, prefix }) => ({
      issuer: { url: issuer, audiences: [audience], certificateAuthority: ca },
      claimMappings: {
        username: { claim: usernameClaim, prefix },
        groups: { claim: groupsClaim, prefix },
      },
    })),
    // As in the distribution that Kube-DC installs (RKE2), and as in the lab: no request without a name.
    anonymous: { enabled: false },
  }
}

/** A kubeconfig with one context, certificate and token inside. */
export function kubeconfig(url: string, ca: string | undefined, token: string): object {
  const authority = ca !== undefined && { 'certificate-authority-data': Buffer.from(ca).toString('base64') }
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'cluster',
    clusters: [{ name: 'cluster', cluster: { server: url, ...authority } }],
    users: [{ name: 'user', user: { token } }],
    contexts: [{ name: 'cluster', context: { cluster: 'cluster', user: 'user' } }],
  }
}
