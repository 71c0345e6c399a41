import type { GatewayRouteView } from '../../joins/views.ts'
import type { Challenge } from '../../model/certificate.ts'
import { fact, refTo, type Finding } from '../finding.ts'
import { rule, type RuleContext } from '../rule.ts'
import { certificateOf, isValid, openChallenges, serviceRef } from './route-facts.ts'

type Words = Pick<Finding, 'title' | 'short' | 'explanation' | 'remedies'>

/** Rules about what a Challenge waits for differ in what its reason says and in what to do. */
function challengeRule<const Id extends string>(
  id: Id,
  title: string,
  source: readonly [string, ...string[]],
  about: (reason: string) => boolean,
  words: (challenge: Challenge) => Words,
) {
  return rule({
    id,
    title,
    source,
    needs: ['services', 'certificates', 'challenges', 'clock'],
    explains: [
      'gateway-route/certificate-not-ready',
      'gateway-route/no-hostname',
      'gateway-route/renewal-failed',
    ],
    check: (view: GatewayRouteView, { now }: RuleContext) => {
      const certificate = certificateOf(view)
      const challenge = openChallenges(view).find(({ reason }) => about(reason.toLowerCase()))
      if (!challenge) return undefined
      const ref = refTo('Challenge', challenge.meta)
      return {
        severity: certificate && isValid(certificate, now) ? 'notice' : 'broken',
        // The reason is a text for people, of whatever release of cert-manager runs.
        certainty: 'likely',
        subject: serviceRef(view),
        ...words(challenge),
        evidence: [
          fact(ref, 'status.state', challenge.state || 'not reported', challenge.meta.createdAt),
          fact(ref, 'status.reason', challenge.reason),
        ],
      }
    },
  })
}

const isQuota = (reason: string) => reason.includes('quota') || reason.includes('limitrange')
const isDns = (reason: string) =>
  !isQuota(reason) &&
  /no such host|nxdomain|dns problem|no valid a records|lookup .* on|servfail/.test(reason)
const isUnreachable = (reason: string) =>
  !isQuota(reason) &&
  !isDns(reason) &&
  /wrong status code|did not return the expected|connection refused|timeout|deadline exceeded|connection reset/.test(
    reason,
  )

/** Cluster quota keeps the pod that answers the challenge from starting. */
export const challengeQuotaRule = challengeRule(
  'gateway-route/challenge-quota',
  'A quota keeps its certificate’s challenge from being answered',
  ['failures.md row 50', 'kube-dc.md §5, §12'],
  isQuota,
  ({ hostname }) => ({
    title: `A quota keeps the proof for ${hostname} from being given`,
    short: 'No certificate: a quota keeps the solver from starting',
    explanation: `To prove that ${hostname} is yours, a small pod must run in this Project for a moment, and a quota refuses it.`,
    remedies: [{ words: 'Free some of the quota that the reason names' }],
  }),
)

/** The hostname does not lead anywhere by public DNS. */
export const challengeDnsRule = challengeRule(
  'gateway-route/challenge-dns',
  'Its hostname does not resolve',
  ['failures.md row 48', 'kube-dc.md §5, §12'],
  isDns,
  ({ hostname }) => ({
    title: `${hostname} does not resolve, so its certificate cannot be proven`,
    short: `No certificate: ${hostname} does not resolve`,
    explanation: `The certificate authority asks DNS for ${hostname} and gets no address. An own hostname needs a DNS record to the Gateway.`,
    remedies: [{ words: `Make a DNS record of ${hostname} to the Gateway; it is asked again by itself` }],
  }),
)

/** The hostname leads somewhere that does not give the answer. */
export const challengeUnreachableRule = challengeRule(
  'gateway-route/challenge-unreachable',
  'What answers on its hostname is not the Gateway, or not yet',
  ['failures.md row 49', 'kube-dc.md §5'],
  isUnreachable,
  ({ hostname }) => ({
    title: `${hostname} does not answer with the proof for its certificate`,
    short: 'No certificate: the proof is not found on port 80',
    explanation: `The proof is fetched from http://${hostname} on port 80, and something else answers or nothing does: a DNS record to elsewhere, a proxy in front, or a Gateway that has not taken the route up.`,
    remedies: [
      { words: `Check that ${hostname} leads to the Gateway, on port 80 too` },
      { words: 'Turn a proxy or CDN in front of it off until the certificate is there' },
    ],
  }),
)
