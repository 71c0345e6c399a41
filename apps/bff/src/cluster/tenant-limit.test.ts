import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PLACES, TenantLimit } from './tenant-limit.ts'

/** Tenants whose work ends when it is told to. */
class Crowd {
  readonly #limit = new TenantLimit()
  /** Ends of work under way, in the order in which it began. */
  readonly running: { readonly tenant: string; readonly end: () => void }[] = []
  readonly begun: string[] = []
  refused = 0

  ask(tenant: string, times: number): void {
    for (let i = 0; i < times; i += 1) {
      this.#limit
        .run(tenant, new AbortController().signal, () => {
          this.begun.push(tenant)
          return new Promise<void>((resolve) => this.running.push({ tenant, end: resolve }))
        })
        .catch(() => (this.refused += 1))
    }
  }

  /** Ends the work that began first of all, or of that index. */
  async endOne(index = 0): Promise<void> {
    this.running.splice(index, 1)[0]?.end()
    await setImmediate()
  }

  holds(tenant: string): number {
    return this.running.filter((one) => one.tenant === tenant).length
  }
}

const FLOODERS = ['a', 'b', 'c', 'd']

describe('places for people’s requests', () => {
  it.each([4, 8, 20, 60])('are never all taken by %i tenants that take what they can', async (count) => {
    const crowd = new Crowd()
    const tenants = Array.from({ length: count }, (_, i) => `t${i}`)
    for (let round = 0; round < 70; round += 1) for (const tenant of tenants) crowd.ask(tenant, 1)
    await setImmediate()
    expect(crowd.running.length).toBeLessThan(PLACES)
    const before = crowd.running.length
    crowd.ask('newcomer', 1)
    await setImmediate()
    expect(crowd.running.length).toBe(before + 1)
  })

  it('are shared by four that flood and one that comes later, who soon has as much as each of them', async () => {
    const crowd = new Crowd()
    for (const tenant of FLOODERS) crowd.ask(tenant, 80)
    await setImmediate()
    crowd.ask('late', 60)
    await setImmediate()
    const share = () => crowd.holds('late') / Math.max(...FLOODERS.map((one) => crowd.holds(one)))
    expect(share()).toBeGreaterThan(0.25)
    const from = crowd.begun.length
    for (let ended = 0; ended < 60; ended += 1) await crowd.endOne()
    expect(share()).toBeGreaterThan(0.8)
    const its = crowd.begun.slice(from).filter((tenant) => tenant === 'late').length
    expect(its / 60).toBeGreaterThan(0.8 / 5)
  })

  it('let everything through that was not refused, whatever ends first, and none twice', async () => {
    const asked = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), fc.integer({ min: 1, max: 70 })),
      {
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(asked, fc.infiniteStream(fc.nat()), async (askings, picks) => {
        const crowd = new Crowd()
        for (const [tenant, times] of askings) crowd.ask(tenant, times)
        await setImmediate()
        while (crowd.running.length > 0) {
          expect(crowd.running.length).toBeLessThanOrEqual(PLACES)
          await crowd.endOne(Number(picks.next().value) % crowd.running.length)
        }
        const total = askings.reduce((sum, [, times]) => sum + times, 0)
        expect(crowd.begun.length + crowd.refused).toBe(total)
      }),
      { numRuns: 25 },
    )
  })
})
