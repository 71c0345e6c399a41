import type { FloatingIpView } from '../joins/views.ts'
import {
  FLOATING,
  floatingIpOf,
  metadata,
  rawEip,
  rawFip,
  rawPod,
  rawService,
  rawSlice,
  rawVm,
  rawVmi,
  type RawNetwork,
} from '../testing/network.ts'
import { ago } from '../testing/samples.ts'
import type { RuleCase } from './case.ts'
import type { FLOATING_IP_RULES } from './floating-ips.ts'

type Id = (typeof FLOATING_IP_RULES)[number]['id']

const working = { name: 'one that works', subject: floatingIpOf(FLOATING), notices: undefined } as const

const but = (objects: RawNetwork, settings?: Parameters<typeof floatingIpOf>[1]) =>
  floatingIpOf({ ...FLOATING, ...objects }, settings)

const UNRESOLVED = { ready: false, resolvedTargetIP: undefined, targetVMInterface: undefined } as const
const unresolved = { 'floating-ips': [rawFip('broker-direct', {}, UNRESOLVED)] }
const stopped = { 'virtual-machines': [rawVm('broker-1', 'Stopped')], 'virtual-machine-instances': [] }
const onAddress = {
  'floating-ips': [rawFip('broker-direct', { vmTarget: undefined, ipAddress: '10.61.4.9' })],
}

export const FLOATING_IP_CASES: Readonly<Record<Id, readonly RuleCase<FloatingIpView>[]>> = {
  'floating-ip/no-such-address': [
    working,
    {
      name: 'a name that nothing has',
      subject: but({ 'external-ips': [], 'floating-ips': [rawFip('broker-direct', {}, null)] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'No address: there is no External IP uplink-b',
      },
    },
    {
      name: 'External IPs cannot be seen',
      subject: but({ 'external-ips': [] }, { sights: { 'external-ips': 'forbidden' } }),
      notices: undefined,
    },
  ],
  'floating-ip/address-taken': [
    working,
    {
      name: 'its External IP serves a load balancer',
      subject: but({ ...unresolved, 'external-ips': [rawEip('uplink-b')] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'uplink-b is taken by mqtt',
        evidence: ['status.ownershipType: Shared', 'status.owners: mqtt'],
      },
    },
    {
      name: 'not ready yet, and nobody else has it',
      subject: but({ ...unresolved, 'external-ips': [rawEip('uplink-b', {}, { owners: [] })] }),
      notices: undefined,
    },
  ],
  'floating-ip/vm-not-running': [
    working,
    {
      name: 'stopped',
      subject: but({ ...stopped, ...unresolved }),
      notices: {
        severity: 'waiting',
        certainty: 'proven',
        short: 'VM broker-1 is Stopped',
        evidence: ['status.printableStatus: Stopped'],
        remedies: ['Start the VM broker-1'],
      },
    },
    {
      name: 'no such VM',
      subject: but({ ...unresolved, 'virtual-machines': [], 'virtual-machine-instances': [] }),
      notices: { severity: 'broken', short: 'There is no VM broker-1' },
    },
    {
      name: 'running VMs cannot be seen',
      subject: but(stopped, { sights: { 'virtual-machine-instances': 'forbidden' } }),
      notices: undefined,
    },
    {
      name: 'an instance without a VM',
      subject: but({ 'virtual-machines': [] }),
      notices: undefined,
    },
  ],
  'floating-ip/no-such-interface': [
    working,
    {
      name: 'a name of another kind of VM',
      subject: but({
        'floating-ips': [
          rawFip('broker-direct', { vmTarget: { vmName: 'broker-1', interfaceName: 'default' } }, UNRESOLVED),
        ],
      }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        title: 'The VM broker-1 has no interface “default”',
        evidence: ['status.interfaces[].name: vpc_net_0'],
        remedies: ['Delete broker-direct and create it on vpc_net_0'],
      },
    },
    {
      name: 'none named: the first counts',
      subject: but({ 'floating-ips': [rawFip('broker-direct', { vmTarget: { vmName: 'broker-1' } })] }),
      notices: undefined,
    },
  ],
  'floating-ip/no-guest-address': [
    working,
    {
      name: 'without an agent',
      subject: but({ ...unresolved, 'virtual-machine-instances': [rawVmi('broker-1', undefined, false)] }),
      notices: { severity: 'broken', certainty: 'likely', evidence: ['condition AgentConnected: not True'] },
    },
    {
      name: 'without an agent, and the VM has just been started',
      subject: but({
        ...unresolved,
        'virtual-machine-instances': [
          {
            ...rawVmi('broker-1', undefined, false),
            metadata: metadata('broker-1', { creationTimestamp: ago({ seconds: 20 }) }),
          },
        ],
      }),
      notices: {
        severity: 'waiting',
        certainty: 'proven',
        short: 'VM broker-1 reports no address yet',
        remedies: [],
      },
    },
    {
      name: 'with an agent: a moment more',
      subject: but({ ...unresolved, 'virtual-machine-instances': [rawVmi('broker-1', undefined)] }),
      notices: { severity: 'waiting', certainty: 'proven', remedies: [] },
    },
  ],
  'floating-ip/target-moved': [
    working,
    {
      name: 'the VM has another address',
      subject: but({ 'virtual-machine-instances': [rawVmi('broker-1', '10.61.4.77')] }),
      notices: {
        severity: 'broken',
        certainty: 'proven',
        short: 'Leads to 10.61.4.9, VM broker-1 has 10.61.4.77',
      },
    },
    {
      name: 'a fixed address that a pod has',
      subject: but({ ...onAddress, 'virtual-machine-instances': [], pods: [rawPod('a', {}, '10.61.4.9')] }),
      notices: undefined,
    },
    {
      name: 'a fixed address that nothing has',
      subject: but({ ...onAddress, 'virtual-machine-instances': [] }),
      notices: {
        severity: 'notice',
        certainty: 'likely',
        short: 'Nothing has 10.61.4.9 now',
        outcome: 'nothing has 10.61.4.9 now',
      },
    },
    {
      name: 'a fixed address, and pods cannot be seen',
      subject: but({ ...onAddress, 'virtual-machine-instances': [] }, { sights: { pods: 'forbidden' } }),
      notices: undefined,
    },
  ],
  'floating-ip/not-ready': [
    working,
    {
      name: 'young',
      subject: but({
        'floating-ips': [rawFip('broker-direct', {}, null, { creationTimestamp: ago({ seconds: 5 }) })],
      }),
      notices: {
        severity: 'waiting',
        certainty: 'proven',
        short: 'Being set up',
        evidence: ['status: absent'],
      },
    },
    {
      name: 'for hours',
      subject: but(unresolved),
      notices: { severity: 'broken', certainty: 'likely', short: 'Not ready for 3 hours' },
    },
  ],
  'floating-ip/reply-path': [
    working,
    {
      name: 'its target stands behind a cloud load balancer',
      subject: but({
        'external-ips': [
          ...FLOATING['external-ips'],
          rawEip('uplink-a', { externalNetworkType: 'cloud' }, { ipAddress: '100.72.0.9' }),
        ],
        services: [rawService('mqtt', { addresses: ['100.72.0.9'] })],
        'endpoint-slices': [rawSlice('mqtt', { '10.61.4.9': 'mqtt-1' })],
      }),
      notices: {
        severity: 'notice',
        certainty: 'proven',
        short: 'Breaks the load balancer mqtt',
        outcome: 'it takes the replies of mqtt away',
        evidence: ['endpoint: 10.61.4.9'],
      },
    },
  ],
}
