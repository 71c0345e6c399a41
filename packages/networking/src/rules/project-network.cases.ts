import type { ProjectNetworkView } from '../joins/views.ts'
import { metadata, projectNetworkOf, REACHING_OUT } from '../testing/network.ts'
import { ago, org } from '../testing/samples.ts'
import type { RuleCase } from './case.ts'
import type { PROJECT_NETWORK_RULES } from './project-network.ts'

type Id = (typeof PROJECT_NETWORK_RULES)[number]['id']

const working = {
  name: 'one that works',
  subject: projectNetworkOf(REACHING_OUT),
  notices: undefined,
} as const

const quota = (hard: Readonly<Record<string, string>>, used: Readonly<Record<string, string>>) =>
  projectNetworkOf({
    ...REACHING_OUT,
    'resource-quotas': [{ metadata: metadata('hrq.hnc.x-k8s.io'), status: { hard, used } }],
  })

export const PROJECT_NETWORK_CASES: Readonly<Record<Id, readonly RuleCase<ProjectNetworkView>[]>> = {
  'project-network/no-way-out': [
    working,
    {
      name: 'default-gw is gone',
      subject: projectNetworkOf({ ...REACHING_OUT, 'external-ips': [] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'edge has no way out: default-gw does not exist',
      },
    },
    {
      name: 'External IPs cannot be seen',
      subject: projectNetworkOf(
        { ...REACHING_OUT, 'external-ips': [] },
        { sights: { 'external-ips': 'forbidden' } },
      ),
      notices: undefined,
    },
  ],
  'project-network/quota-full': [
    working,
    {
      name: 'room in all lines',
      subject: quota(
        { 'services.loadbalancers': '5', 'requests.cpu': '4' },
        { 'services.loadbalancers': '4', 'requests.cpu': '3900m' },
      ),
      notices: undefined,
    },
    {
      name: 'load balancers and CPU used up',
      subject: quota(
        { 'services.loadbalancers': '5', 'requests.cpu': '4' },
        { 'services.loadbalancers': '5', 'requests.cpu': '4000m' },
      ),
      notices: {
        severity: 'notice',
        certainty: 'proven',
        title: 'No more load balancers in edge: 5 of 5',
        evidence: ['status.used[services.loadbalancers]: 5 of 5', 'status.used[requests.cpu]: 4000m of 4'],
      },
    },
    {
      name: 'a kind that the plan never gives is no news',
      subject: quota({ 'requests.nvidia.com/gpu': '0' }, { 'requests.nvidia.com/gpu': '0' }),
      notices: undefined,
    },
    {
      name: 'not counted yet',
      subject: quota({ 'services.loadbalancers': '5' }, {}),
      notices: undefined,
    },
  ],
  'project-network/figures-old': [
    working,
    {
      name: 'not reported',
      subject: projectNetworkOf(REACHING_OUT),
      context: { organization: org(undefined) },
      notices: { severity: 'info', title: 'How many public addresses nimbus uses is not reported' },
    },
    {
      name: 'an hour old',
      subject: projectNetworkOf(REACHING_OUT),
      context: { organization: { ...org({ used: '1', hard: '3' }), figuresFrom: ago({ hours: 1 }) } },
      notices: {
        severity: 'info',
        short: 'Quota figures are old',
        title: 'The quota figures of nimbus are 1 hour old',
      },
    },
    {
      name: 'no Organization to be seen',
      subject: projectNetworkOf(REACHING_OUT),
      context: { organization: undefined },
      notices: undefined,
    },
  ],
}
