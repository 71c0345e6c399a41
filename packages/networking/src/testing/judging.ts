import type { Access } from '../access.ts'
import type { Intent } from '../intents/intent.ts'
import { judge } from '../intents/judge.ts'
import type { Judgement, JudgementFacts, SeenNetwork } from '../intents/judgement.ts'
import { publicQuota } from '../quota.ts'
import { network, type RawNetwork } from './network.ts'
import { BOTH_TYPES, NOW, org } from './samples.ts'

const ALL = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']

/** Whoever may do everything that a developer does. */
export const DEVELOPER: Access = {
  verbs: { 'external-ips': ALL, 'floating-ips': ALL, services: ALL, issuers: ALL },
  incomplete: false,
  journal: true,
  role: 'developer',
}

/** An installation that tells its base domain and its Gateway. */
export const TOLD = {
  ...BOTH_TYPES,
  baseDomain: 'apps.example.net',
  gatewayAddress: '203.0.113.3',
} satisfies JudgementFacts['installation']

/** The facts of a developer of edge, a cloud Project with room in its quotas. */
export function judging(
  seen: RawNetwork | SeenNetwork = {},
  overrides: Partial<JudgementFacts> = {},
): JudgementFacts {
  return {
    network: isSeen(seen) ? seen : network(seen, { installation: overrides.installation ?? TOLD }),
    access: DEVELOPER,
    project: {
      organization: 'nimbus',
      name: 'edge',
      namespace: 'nimbus-edge',
      egressNetworkType: 'cloud',
      ready: true,
      cidr: '10.61.4.0/22',
    },
    installation: TOLD,
    quota: publicQuota('nimbus', org({ used: '2', hard: '3' })),
    now: NOW,
    ...overrides,
  }
}

function isSeen(seen: RawNetwork | SeenNetwork): seen is SeenNetwork {
  return 'ask' in seen
}

/** Problems as `field: message`, for tables. */
export function problemsOf(intent: Intent, facts: JudgementFacts): readonly string[] {
  return said(judge(intent, facts).problems)
}

/** Warnings as `field: message`, for tables. */
export function warningsOf(intent: Intent, facts: JudgementFacts): readonly string[] {
  return said(judge(intent, facts).warnings)
}

function said(words: Judgement['problems']): readonly string[] {
  return words.map(({ field, message }) => `${field}: ${message}`)
}
