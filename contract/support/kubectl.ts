import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { kubeconfig } from '../../scripts/cluster/files.ts'
import { target } from './target.ts'

export interface KubectlResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** kubectl as one person uses it, in a namespace and a home of its own. */
export class Kubectl {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kube-dc-contract-kubectl-'))
  readonly #namespace: string

  constructor(namespace: string, token = target.adminToken) {
    this.#namespace = namespace
    const config = JSON.stringify(kubeconfig(target.url, target.ca, token))
    writeFileSync(join(this.#folder, 'config'), config, { mode: 0o600 })
  }

  /** Writes a manifest and returns its path. */
  file(name: string, ...objects: readonly object[]): string {
    return this.text(name, objects.map((object) => JSON.stringify(object)).join('\n---\n'))
  }

  /** Writes a manifest as it is and returns its path. */
  text(name: string, manifest: string): string {
    const path = join(this.#folder, name)
    writeFileSync(path, manifest)
    return path
  }

  /** Runs a command to its end. */
  async run(...args: readonly string[]): Promise<KubectlResult> {
    const running = this.start(...args)
    return { code: await running.ended, stdout: running.stdout(), stderr: running.stderr() }
  }

  /** What a command prints. @throws when it fails. */
  async print(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args)
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`)
    return stdout
  }

  /** Starts a command that does not end by itself. */
  start(...args: readonly string[]) {
    const child = spawn(target.kubectl, ['--namespace', this.#namespace, ...args], {
      env: { HOME: this.#folder, KUBECONFIG: join(this.#folder, 'config'), PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    return {
      stdout: () => stdout,
      stderr: () => stderr,
      ended: new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1))),
      stop: () => child.kill(),
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
