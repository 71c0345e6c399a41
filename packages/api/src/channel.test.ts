import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KIND_NAMES } from '@kube-dc/networking/model/kinds'
import { channelKey, clientMessage, parseChannelKey, position, serverMessage } from './channel.ts'

describe('channel keys', () => {
  it('name what they were made from', () => {
    const label = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/)
    fc.assert(
      fc.property(
        fc.constantFrom(...KIND_NAMES),
        label,
        fc.option(label, { nil: undefined }),
        (kind, namespace, name) => {
          const address = { kind, namespace, ...(name !== undefined && { name }) }
          expect(parseChannelKey(channelKey(address))).toEqual(address)
        },
      ),
    )
  })

  it('reach the cluster-wide collection', () => {
    expect(parseChannelKey('projects/*')).toEqual({ kind: 'projects', namespace: '*' })
  })

  it.each([
    '',
    'projects',
    'projects/',
    'secrets/a',
    '__proto__/a',
    'projects/A',
    'projects/..',
    'projects/a/',
    'projects/a/..',
    'projects/a/B',
    'projects/*/a',
    'projects/a/b/c',
    'projects/a\n',
    `projects/${'a'.repeat(64)}`,
  ])('“%s” is none', (key) => {
    expect(parseChannelKey(key)).toBeUndefined()
  })
})

describe('messages', () => {
  it.each(['a:0', 'a-B_9:12'])('%s is a position', (text) => {
    expect(position.safeParse(text).success).toBe(true)
  })

  it.each(['', 'a', 'a:', ':1', 'a:-1', 'a:1.5', 'a b:1', 'a:1:2'])('“%s” is none', (text) => {
    expect(position.safeParse(text).success).toBe(false)
  })

  it.each([
    [{ type: 'subscribe', channel: 'projects/a', since: 'a:1' }, true],
    [{ type: 'subscribe', channel: 'projects/a' }, false],
    [{ type: 'subscribe', channel: 'x'.repeat(513), since: 'a:1' }, false],
    [{ type: 'unsubscribe', channel: 'projects/a', more: 1 }, false],
    [{ type: 'beat' }, true],
    [{ type: 'hello' }, false],
  ])('of a client: %j is taken: %s', (message, taken) => {
    expect(clientMessage.safeParse(message).success).toBe(taken)
  })

  it.each([
    [{ type: 'hello', instance: 'a', heartbeatSeconds: 15 }, true],
    [
      {
        type: 'changes',
        channel: 'c',
        position: 'a:1',
        changed: [{ kind: 'Project', meta: {} }],
        removed: [],
      },
      true,
    ],
    [{ type: 'changes', channel: 'c', position: 'a:1', changed: [{}], removed: [] }, false],
    [{ type: 'ended', channel: 'c', reason: 'bored', message: '' }, false],
  ])('of the server: %j is taken: %s', (message, taken) => {
    expect(serverMessage.safeParse(message).success).toBe(taken)
  })
})
