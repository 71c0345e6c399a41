import type { ExternalIp } from '../../model/external-ip.ts'
import { ago, condition, eip, NO_ADDRESS, org, UNUSED } from '../../testing/samples.ts'
import type { RuleCase } from '../case.ts'

const told = condition({
  reason: 'QuotaExceeded',
  message: 'public EIP quota exceeded: 3/3 for organization nimbus',
})
const full = org({ used: '3', hard: '3' })
const waiting = eip({ metadata: { name: 'orders' }, status: { ...NO_ADDRESS, conditions: [told] } })
const silent = eip({ metadata: { name: 'orders' }, status: NO_ADDRESS })
const idle = eip({ metadata: { name: 'uplink-old', uid: 'u-old' }, status: UNUSED })

export const quotaSpentCases: readonly RuleCase<ExternalIp>[] = [
  { name: 'ready', subject: eip(), context: { organization: full }, notices: undefined },
  { name: 'waiting, and there is room', subject: silent, notices: undefined },
  {
    name: 'told by a condition, and the figures agree',
    subject: waiting,
    context: { organization: full },
    notices: {
      severity: 'broken',
      certainty: 'proven',
      title: 'No public address left for nimbus',
      short: 'No address: public quota is full',
      says: [
        'All 3 public addresses of its plan are in use, so orders waits.',
        'not a fault of the platform',
      ],
      evidence: [
        'status.quotaUsage.publicIPv4: used 3, limit 3',
        'condition Ready: False, QuotaExceeded, public EIP quota exceeded: 3/3 for organization nimbus',
      ],
      remedies: [
        'Free a public address in any Project of nimbus',
        'Ask an admin of nimbus for a plan with more public addresses',
      ],
    },
  },
  {
    name: 'only the figures say so: likely',
    subject: silent,
    context: { organization: full },
    notices: { certainty: 'likely', evidence: ['status.ready: false'] },
  },
  {
    name: 'more used than allowed, after a downgrade',
    subject: silent,
    context: { organization: org({ used: '5', hard: '3' }) },
    notices: {
      short: 'No address: public quota is exceeded',
      says: ['nimbus uses 5 public addresses and its plan allows 3'],
    },
  },
  {
    name: 'more counted than allowed, as this one waits',
    subject: silent,
    context: { organization: org({ used: '4', hard: '3' }), peers: [] },
    notices: { says: ['All 3 public addresses of its plan are in use', 'The platform counts both: 4.'] },
  },
  {
    name: 'told, and the Organization cannot be read',
    subject: waiting,
    context: { organization: undefined },
    notices: { certainty: 'likely', says: ['The platform reports that nimbus has used up'] },
  },
  {
    name: 'told, and older figures say that there is room',
    subject: waiting,
    notices: {
      certainty: 'likely',
      short: 'No address: public quota is full',
      says: ['figures 2 minutes ago said 2 of 3'],
    },
  },
  {
    name: 'blank figures are unknown, not zero of zero',
    subject: silent,
    context: { organization: org({ used: '', hard: '' }) },
    notices: undefined,
  },
  {
    name: 'idle addresses are named and counted',
    subject: waiting,
    context: { organization: full, peers: [idle, eip()] },
    notices: {
      evidence: ['public External IPs, counted now: 3 in this Project'],
      remedies: [
        'Delete uplink-old',
        'Use uplink-old instead',
        'Ask an admin of nimbus for a plan with more public addresses',
      ],
    },
  },
  {
    name: 'figures of an hour are doubted',
    subject: silent,
    context: { organization: { ...full, figuresFrom: ago({ hours: 1 }) } },
    notices: {
      remedies: [
        'Free a public address in any Project of nimbus',
        'Ask an admin of nimbus for a plan with more public addresses',
        'Wait for newer figures: these are 1 hour old',
      ],
    },
  },
  {
    name: 'a cloud address does not count',
    subject: eip({ spec: { externalNetworkType: 'cloud' }, status: { ...NO_ADDRESS, conditions: [told] } }),
    context: { organization: full },
    notices: undefined,
  },
  {
    name: 'a type that is not known is not blamed on figures',
    subject: eip({ spec: { externalNetworkType: undefined }, status: NO_ADDRESS }),
    context: { organization: full },
    notices: undefined,
  },
  {
    name: 'a full pool that a condition tells is not blamed on figures',
    subject: eip({ status: { ...NO_ADDRESS, conditions: [condition({ reason: 'NoAvailableAddress' })] } }),
    context: { organization: full },
    notices: undefined,
  },
]
