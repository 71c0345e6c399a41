import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WorkQueue } from './queue.ts'

beforeEach(() => {
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** A handler whose runs end when told to. */
function workshop() {
  const runs: { key: string; end: () => void; fail: () => void }[] = []
  const handler = (key: string) =>
    new Promise<void>((resolve, reject) => {
      runs.push({ key, end: resolve, fail: () => reject(new Error('no')) })
    })
  return { runs, handler, keys: () => runs.map(({ key }) => key) }
}

test('handles a key once however often it is added before, and once more when added meanwhile', async () => {
  const { runs, handler, keys } = workshop()
  const queue = new WorkQueue(handler, { concurrency: 4, onFailure: vi.fn() })
  queue.add('a')
  queue.add('a')
  queue.start()
  expect(keys()).toEqual(['a'])
  queue.add('a')
  queue.add('a')
  expect(keys()).toEqual(['a'])
  runs[0]?.end()
  await vi.advanceTimersByTimeAsync(0)
  expect(keys()).toEqual(['a', 'a'])
  runs[1]?.end()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(keys()).toEqual(['a', 'a'])
  expect(queue.idle).toBe(true)
})

test('handles as many keys at once as allowed', async () => {
  const { runs, handler, keys } = workshop()
  const queue = new WorkQueue(handler, { concurrency: 2, onFailure: vi.fn() })
  queue.start()
  for (const key of ['a', 'b', 'c']) queue.add(key)
  expect(keys()).toEqual(['a', 'b'])
  runs[1]?.end()
  await vi.advanceTimersByTimeAsync(0)
  expect(keys()).toEqual(['a', 'b', 'c'])
})

test('tries a failed key again, later each time, and forgets failures after a success', async () => {
  const { runs, handler, keys } = workshop()
  const onFailure = vi.fn()
  const queue = new WorkQueue(handler, { concurrency: 1, onFailure })
  queue.start()
  queue.add('a')
  for (let n = 0; n < 6; n += 1) {
    runs.at(-1)?.fail()
    await vi.advanceTimersByTimeAsync(13 * 2 ** n)
  }
  expect(keys()).toHaveLength(7)
  expect(onFailure).toHaveBeenCalledTimes(6)
  runs.at(-1)?.end()
  await vi.advanceTimersByTimeAsync(0)
  queue.add('a')
  runs.at(-1)?.fail()
  await vi.advanceTimersByTimeAsync(13)
  expect(keys()).toHaveLength(9)
})

test('of several later wishes for one key the earliest counts', async () => {
  const { handler, keys } = workshop()
  const queue = new WorkQueue(handler, { concurrency: 1, onFailure: vi.fn() })
  queue.start()
  queue.addAfter('a', 500)
  queue.addAfter('a', 100)
  queue.addAfter('a', 300)
  await vi.advanceTimersByTimeAsync(100)
  expect(keys()).toEqual(['a'])
})

test('handles nothing after it was stopped', async () => {
  const { handler, keys } = workshop()
  const queue = new WorkQueue(handler, { concurrency: 1, onFailure: vi.fn() })
  queue.start()
  queue.addAfter('a', 10)
  queue.stop()
  queue.add('b')
  await vi.advanceTimersByTimeAsync(1000)
  expect(keys()).toEqual([])
})
