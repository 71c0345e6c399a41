import { FAULT } from '../controllers/marks.ts'
import { routing } from '../controllers/route-resources.ts'
import { NLB_ANNOTATIONS } from '../controllers/service-binding.ts'
import { workloads } from '../controllers/workload-resources.ts'
import { STAND, within, type Place } from './place.ts'
import type { Scenario } from './scenario.ts'

const CERTIFICATE = `${STAND.app}-tls`
const SECRET = `${STAND.app}-tls-secret`

/** Sets a fault of the Service and of what is made for it; null: there is none. */
export function setFault(place: Place, fault: string | null): Promise<void> {
  return within(place).annotate(workloads.services, STAND.app, { [FAULT]: fault })
}

/** Takes the certificate away, so that it has to be issued anew, once the Certificate is as the change wants it. */
async function issueAnew(place: Place, isChanged: (place: Place) => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await isChanged(place))) {
    if (Date.now() > end) throw new Error('The platform did not take over the change.')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await within(place).remove(routing.secrets, SECRET)
}

async function certificateOf(place: Place) {
  return within(place).get(routing.certificates, CERTIFICATE)
}

async function isWaiting(place: Place): Promise<boolean> {
  const conditions = (await certificateOf(place))?.status?.conditions ?? []
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'False')
}

function challenge(row: number, fault: string, says: string): Scenario {
  return {
    rows: [row],
    name: fault,
    at: { kind: 'Certificate', name: CERTIFICATE },
    breaks: async (place) => {
      await setFault(place, fault)
      const carries = async () => (await certificateOf(place))?.metadata.annotations[FAULT] === fault
      await issueAnew(place, carries)
    },
    heals: (place) => setFault(place, null),
    shows: async (place) => {
      const challenges = await within(place).list(routing.challenges)
      return challenges.some(
        ({ status }) => status?.state === 'pending' && (status.reason ?? '').includes(says),
      )
    },
  }
}

async function isFailing(place: Place): Promise<boolean> {
  const { conditions, failedIssuanceAttempts } = (await certificateOf(place))?.status ?? {}
  const failed = conditions?.some(({ type, reason }) => type === 'Issuing' && reason === 'Failed') ?? false
  return failed && (failedIssuanceAttempts ?? 0) > 0
}

/** Scenarios about the certificate of an https route. */
export const certificateScenarios: readonly Scenario[] = [
  challenge(36, 'never-issued', ''),
  challenge(48, 'challenge-dns', 'no such host'),
  challenge(49, 'challenge-self-check', 'wrong status code'),
  challenge(50, 'solver-quota', 'exceeded quota'),
  {
    rows: [46],
    name: 'issuer-missing',
    at: { kind: 'Certificate', name: CERTIFICATE },
    breaks: async (place) => {
      const annotations = { [NLB_ANNOTATIONS.tlsIssuer]: 'letsencript' }
      await within(place).annotate(workloads.services, STAND.app, annotations)
      await issueAnew(place, async () => (await certificateOf(place))?.spec.issuerRef.name === 'letsencript')
    },
    heals: (place) => {
      const acme = {
        server: 'https://acme.invalid/directory',
        email: 'operations@lab.invalid',
        privateKeySecretRef: { name: 'letsencript' },
      }
      return within(place).create(routing.issuers, 'letsencript', { spec: { acme } })
    },
    shows: isWaiting,
  },
  {
    rows: [47],
    name: 'issuer-refused',
    at: { kind: 'Issuer', name: STAND.issuer },
    breaks: async (place) => {
      const spec = { acme: { email: 'operations@example.com' } }
      await within(place).patch(routing.issuers, STAND.issuer, { spec })
      await issueAnew(place, async () => {
        const issuer = await within(place).get(routing.issuers, STAND.issuer)
        return issuer?.status?.conditions?.some(({ status }) => status === 'False') ?? false
      })
    },
    heals: (place) =>
      within(place).patch(routing.issuers, STAND.issuer, {
        spec: { acme: { email: 'operations@lab.invalid' } },
      }),
    shows: isWaiting,
  },
  {
    rows: [51],
    name: 'rate-limited',
    at: { kind: 'Certificate', name: CERTIFICATE },
    breaks: async (place) => {
      await setFault(place, 'rate-limited')
      await issueAnew(
        place,
        async () => (await certificateOf(place))?.metadata.annotations[FAULT] === 'rate-limited',
      )
    },
    heals: (place) => setFault(place, null),
    shows: isFailing,
  },
  {
    rows: [53],
    name: 'renewal-failed',
    at: { kind: 'Certificate', name: CERTIFICATE },
    breaks: (place) => setFault(place, 'renewal-failed'),
    heals: (place) => setFault(place, null),
    shows: isFailing,
  },
]
