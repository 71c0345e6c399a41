import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Config } from '../config.ts'
import { clusterEndpoint } from './credentials.ts'

const watch = { serverTimeoutSeconds: 30, silenceSeconds: 40 }
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'console-credentials-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true })
  vi.unstubAllEnvs()
  vi.useRealTimers()
})

function file(name: string, content: string): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function endpoint(settings: Omit<Config['cluster'], 'watch'>) {
  return clusterEndpoint({ ...settings, watch })
}

function kubeconfig(cluster: object, user: object): string {
  return file(
    'kubeconfig',
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server: 'https://k.example.test', ...cluster } }],
      users: [{ name: 'u', user }],
      contexts: [{ name: 'one', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'one',
    }),
  )
}

describe('clusterEndpoint', () => {
  it('takes a server with a token', async () => {
    const found = await endpoint({ server: 'https://k.example.test/', token: 'secret' })
    expect(found.server).toBe('https://k.example.test')
    expect(await found.ownHeaders()).toEqual({ authorization: 'Bearer secret' })
  })

  it('reads a token file again, because tokens are rotated', async () => {
    const tokenFile = file('token', 'first\n')
    const found = await endpoint({ server: 'https://k.example.test', tokenFile })
    expect(await found.ownHeaders()).toEqual({ authorization: 'Bearer first' })
    file('token', 'second\n')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(await found.ownHeaders()).toEqual({ authorization: 'Bearer second' })
  })

  it('takes a kubeconfig, certificates included', async () => {
    const found = await endpoint({
      kubeconfig: kubeconfig(
        { 'certificate-authority-data': Buffer.from('CA').toString('base64') },
        {
          'client-certificate-data': Buffer.from('CERT').toString('base64'),
          'client-key-data': Buffer.from('KEY').toString('base64'),
        },
      ),
    })
    expect(String(found.ca)).toBe('CA')
    expect(String(found.clientCertificate?.cert)).toBe('CERT')
    expect(String(found.clientCertificate?.key)).toBe('KEY')
    expect(await found.ownHeaders()).toEqual({})
  })

  it('takes a token from a kubeconfig', async () => {
    const found = await endpoint({ kubeconfig: kubeconfig({}, { token: 'secret' }) })
    expect(await found.ownHeaders()).toEqual({ authorization: 'Bearer secret' })
  })

  it('says in one sentence what cannot be used', async () => {
    await expect(endpoint({ kubeconfig: join(folder, 'none') })).rejects.toThrow(
      /^The file .*none of the setting cluster\.kubeconfig does not exist\.$/,
    )
    await expect(
      endpoint({ kubeconfig: kubeconfig({ 'insecure-skip-tls-verify': true }, {}) }),
    ).rejects.toThrow(/switches certificate verification off; give certificate-authority instead\.$/)
    await expect(endpoint({ kubeconfig: kubeconfig({}, {}), context: 'two' })).rejects.toThrow(
      /^The kubeconfig .* has no context “two”\.$/,
    )
    await expect(
      endpoint({ server: 'https://k.example.test', tokenFile: join(folder, 'none') }),
    ).rejects.toThrow(/^The file .*none of the setting cluster\.tokenFile does not exist\.$/)
    vi.stubEnv('KUBERNETES_SERVICE_HOST', '')
    await expect(endpoint({ inCluster: true })).rejects.toThrow(/this is not a pod/)
  })
})
