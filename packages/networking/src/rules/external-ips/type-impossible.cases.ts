import type { ExternalIp } from '../../model/external-ip.ts'
import { CLOUD_ONLY, eip, NO_ADDRESS } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

export const typeImpossibleCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'an offered type', subject: eip({ status: NO_ADDRESS }), notices: undefined },
  {
    name: 'misspelt',
    subject: eip({ spec: { externalNetworkType: 'publik' }, status: NO_ADDRESS }),
    notices: {
      severity: 'broken',
      certainty: 'proven',
      title: '“publik” is not a network type',
      short: 'No address: “publik” is not a network type',
      says: ['will never get an address', 'cloud or public'],
      evidence: ['spec.externalNetworkType: publik', 'network types offered: cloud and public'],
      remedies: ['Delete uplink-a', 'Create an External IP with an offered type'],
    },
  },
  {
    name: 'misspelt and not even reported',
    subject: eip({ spec: { externalNetworkType: 'Public' }, status: null }),
    notices: { certainty: 'proven' },
  },
  {
    name: 'a type that this installation does not have',
    subject: eip({ status: NO_ADDRESS }),
    context: { installation: CLOUD_ONLY },
    notices: {
      severity: 'broken',
      certainty: 'likely',
      title: 'This installation offers no public addresses',
      short: 'No address: public is not offered here',
    },
  },
  {
    name: 'not offered any more, and it has its address',
    subject: eip(),
    context: { installation: CLOUD_ONLY },
    notices: undefined,
  },
  {
    name: 'no type written: the platform takes its default',
    subject: eip({ spec: { externalNetworkType: undefined }, status: NO_ADDRESS }),
    notices: undefined,
  },
]
