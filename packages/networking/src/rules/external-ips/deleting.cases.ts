import type { ExternalIp } from '../../model/external-ip.ts'
import { ago, eip, UNUSED } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const finalizers = ['eip.kube-dc.com/finalizer']

export const deletingCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'not deleted', subject: eip(), notices: undefined },
  {
    name: 'deleted just now',
    subject: eip({ metadata: { deletionTimestamp: ago({ seconds: 4 }), finalizers }, status: UNUSED }),
    notices: {
      severity: 'waiting',
      title: 'uplink-a is being deleted',
      short: 'Deleting',
      evidence: [
        `metadata.deletionTimestamp: ${ago({ seconds: 4 })}`,
        'metadata.finalizers: eip.kube-dc.com/finalizer',
        'status.owners: none',
      ],
      remedies: [],
    },
  },
  {
    name: 'deleted just now and used: the users are named at once',
    subject: eip({ metadata: { deletionTimestamp: ago({ seconds: 4 }), finalizers } }),
    notices: { severity: 'waiting', short: 'Deleting: still used by load balancer mqtt' },
  },
  {
    name: 'stuck with users',
    subject: eip({
      metadata: { deletionTimestamp: ago({ hours: 2 }), finalizers },
      status: {
        owners: [
          { type: 'ServiceLb', ownerRef: 'nimbus-edge/mqtt' },
          { type: 'FIp', ownerRef: 'broker' },
        ],
      },
    }),
    notices: {
      severity: 'broken',
      certainty: 'proven',
      title: 'uplink-a is stuck deleting for 2 hours',
      short: 'Deleting: still used by load balancer mqtt and floating IP broker',
      says: ['load balancer mqtt and floating IP broker'],
      evidence: ['status.owners: load balancer mqtt and floating IP broker'],
      remedies: [
        'Remove load balancer mqtt and floating IP broker first',
        'Ask the platform’s operators to look at what holds it. Taking its finalizers off by hand loses the address instead of freeing it',
      ],
    },
  },
  {
    name: 'stuck with nothing but a finalizer',
    subject: eip({ metadata: { deletionTimestamp: ago({ minutes: 2 }), finalizers }, status: UNUSED }),
    notices: { severity: 'broken', short: 'Stuck deleting', says: ['Nothing uses it any more'] },
  },
  {
    name: 'the default gateway, as its Project goes',
    subject: eip({
      metadata: { name: 'default-gw', deletionTimestamp: ago({ minutes: 9 }), finalizers },
      status: { owners: [{ type: 'Snat', ownerRef: 'nimbus-edge' }] },
    }),
    notices: { short: 'Deleting: still used by the Project’s way out' },
  },
]
