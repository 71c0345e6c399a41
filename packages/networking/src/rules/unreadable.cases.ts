import { externalIp } from '../model/external-ip.ts'
import { parseObject, type Unreadable } from '../model/unreadable.ts'
import type { RuleCase } from './case.ts'

function unreadable(raw: unknown): Unreadable {
  const parsed = parseObject(externalIp, raw)
  if (parsed.kind !== 'Unreadable') throw new Error('the sample can be read')
  return parsed
}

const metadata = {
  name: 'odd',
  namespace: 'nimbus-edge',
  uid: 'u',
  resourceVersion: '1',
  creationTimestamp: '',
}

export const unreadableCases: readonly RuleCase<Unreadable>[] = [
  {
    name: 'a status of the wrong type',
    subject: unreadable({ metadata, status: { ready: 'yes' } }),
    notices: {
      severity: 'broken',
      certainty: 'proven',
      title: 'odd cannot be read',
      short: 'Cannot be read: the object is malformed',
      evidence: ['object: status.ready: Invalid input: expected boolean, received string'],
    },
  },
  {
    name: 'more problems than anybody reads: the first five are evidence',
    subject: { ...unreadable({ metadata, status: 7 }), problems: ['a', 'b', 'c', 'd', 'e', 'f'] },
    notices: { evidence: ['object: a', 'object: e'] },
  },
]
