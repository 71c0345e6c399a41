import type { ExternalIp } from '../../model/external-ip.ts'
import { ago, eip, NO_ADDRESS, UNUSED } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const old = { creationTimestamp: ago({ days: 83 }) }

export const idleCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'used', subject: eip({ metadata: old }), notices: undefined },
  { name: 'made hours ago: probably about to be used', subject: eip({ status: UNUSED }), notices: undefined },
  {
    name: 'public and unused',
    subject: eip({ metadata: old, status: UNUSED }),
    notices: {
      severity: 'notice',
      certainty: 'proven',
      title: 'uplink-a is used by nothing',
      short: 'Used by nothing, made 83 days ago',
      says: ['one of the 3 public addresses of nimbus', 'Since when it is unused is not recorded.'],
      evidence: [
        'status.ownershipType: Released',
        'status.owners: none',
        `metadata.creationTimestamp: ${ago({ days: 83 })}`,
      ],
      remedies: ['Delete uplink-a', 'Expose something with it'],
    },
  },
  {
    name: 'public and unused, quota not readable',
    subject: eip({ metadata: old, status: UNUSED }),
    context: { organization: undefined },
    notices: { says: ['It counts as a public address of nimbus.'] },
  },
  {
    name: 'cloud and unused costs nothing',
    subject: eip({ metadata: old, spec: { externalNetworkType: 'cloud' }, status: UNUSED }),
    notices: { severity: 'info', says: ['does not count against your plan'] },
  },
  {
    name: 'removed by the platform anyway',
    subject: eip({ metadata: old, status: { ...UNUSED, deleteReleased: true } }),
    notices: { remedies: ['Wait: the platform deletes it by itself'] },
  },
  {
    name: 'the default gateway is never idle',
    subject: eip({ metadata: { ...old, name: 'default-gw' }, status: UNUSED }),
    notices: undefined,
  },
  {
    name: 'Released because it never got an address',
    subject: eip({ metadata: old, status: NO_ADDRESS }),
    notices: undefined,
  },
  {
    name: 'Released and on its way out',
    subject: eip({ metadata: { ...old, deletionTimestamp: ago({ seconds: 1 }) }, status: UNUSED }),
    notices: undefined,
  },
]
