import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'

export interface KubeconfigUser {
  readonly name: string
  readonly token: string
  /** Namespace that commands of this person mean when they name none. */
  readonly namespace?: string
}

/** Over TLS: kubectl sends tokens over nothing else. */
export interface KubeconfigCluster {
  readonly server: string
  /** PEM of the certificate to trust. */
  readonly certificateAuthority: string
}

/**
 * Writes a kubeconfig with one context per person, readable by its owner only.
 *
 * @param users the first one is the current context.
 * @returns the path of the file.
 * @throws {Error} with a sentence when the folder cannot be written.
 */
export async function writeKubeconfig(
  folder: string,
  { server, certificateAuthority }: KubeconfigCluster,
  users: readonly KubeconfigUser[],
): Promise<string> {
  const path = join(folder, 'kubeconfig')
  const content = stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'lab',
        cluster: {
          server,
          'certificate-authority-data': Buffer.from(certificateAuthority).toString('base64'),
        },
      },
    ],
    users: users.map(({ name, token }) => ({ name, user: { token } })),
    contexts: users.map(({ name, namespace }) => ({
      name,
      context: { cluster: 'lab', user: name, ...(namespace && { namespace }) },
    })),
    'current-context': users[0]?.name ?? '',
  })
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(path, content, { mode: 0o600 })
    // One that was there already keeps its mode.
    await chmod(path, 0o600)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `The kubeconfig cannot be written to ${path}: ${why}. Choose a folder that you may write to.`,
      {
        cause: error,
      },
    )
  }
  return path
}
