import { expect, test, vi } from 'vitest'
import { admin, compact } from './support/api.ts'
import { refusal } from './support/expectations.ts'
import { eip, eips, freshNamespace, made } from './support/objects.ts'

// Runs when all others are done: it takes away the history that they go by.

/** kube-apiserver serves old pages from snapshots of its own, which it drops some 15 seconds after a compaction. */
const SNAPSHOTS_LIVE_MS = 25_000

test('a list cannot go on from before a compaction, and is told how to go on all the same', async () => {
  const path = eips(await freshNamespace('compaction'))
  for (const name of ['a', 'b', 'c']) await made(path, eip(name))
  const first = await admin.get(`${path}?limit=1`)
  const token = encodeURIComponent(first.list.metadata.continue ?? '')
  await made(path, eip('d'))
  await compact()
  const message =
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
    'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
    'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
    'deleted between the time the first chunk was returned and now may show up in the list.'
  const { status, body } = refusal(410, 'Expired', message)
  const fresh = expect.stringMatching(/.+/)
  const expired = await vi.waitUntil(
    async () => {
      const reply = await admin.get(`${path}?limit=1&continue=${token}`)
      return reply.status !== 200 && reply
    },
    { timeout: SNAPSHOTS_LIVE_MS, interval: 200 },
  )
  expect(expired).toEqual({ status, body: { ...body, metadata: { continue: fresh } } })
})
