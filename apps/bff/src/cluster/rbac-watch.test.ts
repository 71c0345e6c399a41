import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ClusterRequest, WatchedCluster } from './connection.ts'
import { FakeCollection } from '../testing/fake-collection.ts'
import { RbacWatch } from './rbac-watch.ts'

/** The four kinds of RBAC, each a collection of its own. */
class FakeRbac implements WatchedCluster {
  readonly namespaced = new FakeCollection()
  readonly clusterWide = new FakeCollection()
  readonly #none = new FakeCollection()

  request(request: ClusterRequest): Promise<unknown> {
    return this.#of(request).request(request)
  }

  stream(request: ClusterRequest & { readonly signal: AbortSignal }) {
    return this.#of(request).stream(request)
  }

  #of({ path }: ClusterRequest): FakeCollection {
    if (path.endsWith('/rolebindings')) return this.namespaced
    return path.endsWith('/clusterrolebindings') ? this.clusterWide : this.#none
  }
}

let rbac: FakeRbac
let watch: RbacWatch
let told: (readonly string[] | 'all')[]

beforeEach(async () => {
  vi.useFakeTimers()
  rbac = new FakeRbac()
  told = []
  rbac.namespaced.put('developers', '1', { namespace: 'nimbus-edge' })
  rbac.clusterWide.put('viewers', '1', { namespace: '' })
  watch = new RbacWatch(
    {
      cluster: rbac,
      times: { serverTimeoutSeconds: 600, silenceSeconds: 900 },
      log: pino({ level: 'silent' }),
    },
    (namespaces) => told.push(namespaces === 'all' ? 'all' : [...namespaces].sort()),
  )
  watch.start()
  await vi.advanceTimersByTimeAsync(5_000)
  told = []
})

afterEach(async () => {
  await watch.stop()
  vi.useRealTimers()
})

describe('RbacWatch', () => {
  it('tells the namespaces touched, together, and once more when the API server surely knows', async () => {
    rbac.namespaced.delete('developers')
    rbac.namespaced.put('users', '1', { namespace: 'nimbus-arena' })
    await vi.advanceTimersByTimeAsync(60)
    expect(told).toEqual([['nimbus-arena', 'nimbus-edge']])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(told).toEqual([
      ['nimbus-arena', 'nimbus-edge'],
      ['nimbus-arena', 'nimbus-edge'],
    ])
  })

  it('takes a change of a cluster-wide binding for a change everywhere', async () => {
    rbac.clusterWide.delete('viewers')
    await vi.advanceTimersByTimeAsync(60)
    expect(told).toEqual(['all'])
  })

  it('tells what changed while it could not watch', async () => {
    rbac.namespaced.down = true
    rbac.namespaced.breakWatches()
    rbac.namespaced.put('developers', '2', { namespace: 'nimbus-edge' })
    rbac.namespaced.put('new', '1', { namespace: 'harbor-gate' })
    rbac.namespaced.compact()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(told).toEqual([])
    rbac.namespaced.down = false
    await vi.advanceTimersByTimeAsync(9_000)
    expect(told[0]).toEqual(['harbor-gate', 'nimbus-edge'])
  })

  it('takes a binding that vanished while it could not watch for a change everywhere', async () => {
    rbac.namespaced.down = true
    rbac.namespaced.breakWatches()
    rbac.namespaced.delete('developers')
    rbac.namespaced.compact()
    rbac.namespaced.down = false
    await vi.advanceTimersByTimeAsync(9_000)
    expect(told[0]).toBe('all')
  })
})
