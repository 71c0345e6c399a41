import type { ExternalIp } from '../../model/external-ip.ts'
import { CLOUD_ONLY, condition, eip, NO_ADDRESS, org } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const told = condition({ reason: 'NoAvailableAddress', message: 'no address left in subnet ext-public' })
const waiting = eip({ status: { ...NO_ADDRESS, conditions: [told] } })
const cloud = eip({
  spec: { externalNetworkType: 'cloud' },
  status: { ...NO_ADDRESS, conditions: [condition({ message: 'no available address in pool' })] },
})

export const poolFullCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'waiting without a word about the pool', subject: eip({ status: NO_ADDRESS }), notices: undefined },
  {
    name: 'told by a condition',
    subject: waiting,
    notices: {
      severity: 'broken',
      certainty: 'likely',
      title: 'The platform has no free public address',
      short: 'No free public address; not your quota',
      says: ['Only the provider can widen the pool.', 'It is not your quota: nimbus uses 2 of 3.'],
      evidence: ['condition Ready: False, NoAvailableAddress, no address left in subnet ext-public'],
      remedies: [
        'Tell the platform’s operators; the address comes by itself once one is free',
        'Create a cloud External IP instead, if the Internet need not reach it',
      ],
    },
  },
  {
    name: 'quota not readable: it is not claimed to have room',
    subject: waiting,
    context: { organization: undefined },
    notices: { short: 'No free public address' },
  },
  {
    name: 'quota used up as well',
    subject: waiting,
    context: { organization: org({ used: '3', hard: '3' }) },
    notices: { short: 'No free public address', says: ['Your quota is used up as well: 3 of 3.'] },
  },
  {
    name: 'the cloud pool, on an installation without another',
    subject: cloud,
    context: { installation: CLOUD_ONLY },
    notices: {
      short: 'No free cloud address; not your quota',
      says: ['Cloud addresses are not limited by your plan.'],
      remedies: ['Tell the platform’s operators; the address comes by itself once one is free'],
    },
  },
  {
    name: 'a type that nothing tells',
    subject: eip({ spec: { externalNetworkType: undefined }, status: { ...NO_ADDRESS, conditions: [told] } }),
    notices: { title: 'The platform has no free address' },
  },
  {
    name: 'an old complaint on an address that is there',
    subject: eip({ status: { conditions: [told] } }),
    notices: undefined,
  },
  {
    name: 'a quota complaint that mentions addresses',
    subject: eip({
      status: { ...NO_ADDRESS, conditions: [condition({ message: 'no free address: quota exceeded' })] },
    }),
    notices: undefined,
  },
]
