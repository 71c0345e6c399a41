import type { ExternalIp } from '../../model/external-ip.ts'
import { ago, eip, NO_ADDRESS } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

export const notReportedCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'reported', subject: eip({ status: NO_ADDRESS }), notices: undefined },
  {
    name: 'created a moment ago',
    subject: eip({ metadata: { creationTimestamp: ago({ seconds: 2 }) }, status: null }),
    notices: {
      severity: 'waiting',
      certainty: 'proven',
      title: 'uplink-a waits for the platform',
      short: 'Waiting for the platform',
      evidence: ['status: absent'],
      remedies: [],
    },
  },
  {
    name: 'not taken up for minutes',
    subject: eip({ metadata: { creationTimestamp: ago({ minutes: 7 }) }, status: null }),
    notices: {
      severity: 'broken',
      certainty: 'likely',
      title: 'The platform has not taken up uplink-a for 7 minutes',
      says: ['Nothing of yours is wrong.'],
    },
  },
  {
    name: 'created at a time that cannot be read: no age is claimed',
    subject: eip({ metadata: { creationTimestamp: 'yesterday' }, status: null }),
    notices: { severity: 'waiting' },
  },
]
