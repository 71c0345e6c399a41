import type { ExternalIp } from '../../model/external-ip.ts'
import { ago, condition, eip, NO_ADDRESS } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const young = { creationTimestamp: ago({ seconds: 20 }) }

export const notReadyCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'ready', subject: eip(), notices: undefined },
  { name: 'not reported: nothing is known', subject: eip({ status: null }), notices: undefined },
  {
    name: 'young and without an address',
    subject: eip({ metadata: young, status: NO_ADDRESS }),
    notices: {
      severity: 'waiting',
      certainty: 'proven',
      title: 'uplink-a waits for a public address',
      short: 'Waiting for a public address',
      evidence: ['status.ready: false', 'status.ovnEIpRef: empty'],
      remedies: [],
    },
  },
  {
    name: 'young, of a type that nothing tells',
    subject: eip({ metadata: young, spec: { externalNetworkType: undefined }, status: NO_ADDRESS }),
    notices: { short: 'Waiting for an address' },
  },
  {
    name: 'young, with its address',
    subject: eip({ metadata: young, status: { ready: false } }),
    notices: {
      severity: 'waiting',
      title: 'uplink-a is being set up',
      short: 'Being set up',
      says: ['It has 203.0.113.14 and the platform does not report it as usable yet.'],
    },
  },
  {
    name: 'without an address for hours',
    subject: eip({ status: NO_ADDRESS }),
    notices: {
      severity: 'broken',
      certainty: 'likely',
      title: 'uplink-a has no address for 3 hours',
      short: 'No address for 3 hours',
      says: ['do not say why in words that the console knows'],
      remedies: ['Read its conditions and events, then tell the platform’s operators what they say'],
    },
  },
  {
    name: 'with an address and never set up',
    subject: eip({ status: { ready: false } }),
    notices: { severity: 'broken', short: 'Has an address, not set up' },
  },
  {
    name: 'ready for months and not ready since a moment ago: the condition tells how long',
    subject: eip({
      metadata: { creationTimestamp: ago({ days: 120 }) },
      status: {
        ready: false,
        conditions: [condition({ lastTransitionTime: ago({ seconds: 30 }), message: 'nat rule lost' })],
      },
    }),
    notices: { severity: 'waiting', evidence: ['condition Ready: False, nat rule lost'] },
  },
  {
    name: 'the default gateway: what that means for the Project',
    subject: eip({
      metadata: { name: 'default-gw' },
      spec: { externalNetworkType: 'cloud' },
      status: NO_ADDRESS,
    }),
    notices: { severity: 'broken', says: ['Until it is ready, nothing in edge reaches out.'] },
  },
]
