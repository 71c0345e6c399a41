import type { ExternalIp } from '../../model/external-ip.ts'
import { CLOUD_ONLY, eip, NO_ADDRESS } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const cloud = { spec: { externalNetworkType: 'cloud' }, status: { ipAddress: '100.72.3.57' } }

export const notFromInternetCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'public', subject: eip(), notices: undefined },
  {
    name: 'cloud by its own word',
    subject: eip(cloud),
    notices: {
      severity: 'info',
      certainty: 'proven',
      title: '100.72.3.57 is not reachable from the Internet',
      short: 'Not reachable from the Internet',
      evidence: ['spec.externalNetworkType: cloud'],
      remedies: ['Create a public External IP'],
    },
  },
  {
    name: 'cloud by the pool it lies in',
    subject: eip({ spec: { externalNetworkType: undefined }, status: { ipAddress: '100.72.3.57' } }),
    notices: { evidence: ['status.ipAddress: 100.72.3.57, in a cloud pool'] },
  },
  {
    name: 'cloud by its label',
    subject: eip({
      metadata: { labels: { 'network.kube-dc.com/external-network-type': 'cloud' } },
      spec: { externalNetworkType: undefined },
    }),
    notices: { evidence: ['spec.externalNetworkType: cloud, by its label'] },
  },
  {
    name: 'in no pool that this console knows: nothing is claimed',
    subject: eip({ spec: { externalNetworkType: undefined }, status: { ipAddress: '198.51.100.7' } }),
    notices: undefined,
  },
  {
    name: 'no public type here: nothing to create',
    subject: eip(cloud),
    context: { installation: CLOUD_ONLY },
    notices: { remedies: [] },
  },
  {
    name: 'behind a gateway route',
    subject: eip(cloud),
    context: { hostnames: ['web.example.net', 'shop.example.net'] },
    notices: {
      title: '100.72.3.57 is reached through web.example.net and 1 more',
      short: 'Reached through web.example.net and 1 more',
      remedies: [],
    },
  },
  {
    name: 'the default gateway of a cloud Project',
    subject: eip({ metadata: { name: 'default-gw' }, ...cloud }),
    notices: { says: ['edge reaches the Internet through it'], remedies: [] },
  },
  {
    name: 'no address yet',
    subject: eip({ spec: cloud.spec, status: NO_ADDRESS }),
    notices: undefined,
  },
]
