import { snapshot } from '@kube-dc/api/channel'
import { KubeClient } from '@kube-dc/lab/controllers/client'
import { resources, typeOf } from '@kube-dc/lab/controllers/resources'
import { isStanding, standUp, type Place } from '@kube-dc/lab/scenarios/place'
import { SCENARIOS } from '@kube-dc/lab/scenarios/scenarios'
import { externalIpState } from '@kube-dc/networking/external-ips/state'
import { ProjectNetworkStore } from '@kube-dc/networking/joins/project-store'
import type { SourceKind } from '@kube-dc/networking/joins/views'
import { installation as installationOf } from '@kube-dc/networking/model/installation'
import { PROJECT_KIND_NAMES } from '@kube-dc/networking/model/kinds'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { RuleId } from '@kube-dc/networking/rules/catalogue'
import type { Finding } from '@kube-dc/networking/rules/finding'
import type { RuleContext } from '@kube-dc/networking/rules/rule'
import {
  floatingIpState,
  gatewayRouteState,
  loadBalancerState,
  projectNetworkState,
} from '@kube-dc/networking/states/states'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import type { Browser } from './testing/browser.ts'
import { startLabSetting, type LabSetting } from './testing/lab-setting.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

const ORGANIZATION = 'harbor'
const SOURCES: readonly SourceKind[] = ['external-ips', 'projects', ...PROJECT_KIND_NAMES]

/** Somebody looks ten minutes after everything happened: what usually takes minutes is late by then. */
const LATER = 600_000
/** An address is called idle after weeks only. */
const MUCH_LATER = 60 * 86_400_000

/**
 * Each way to break a healthy exposure, through the whole of the server: what a page would say, and that it says nothing of
 * what is healthy beside it. Neither the lab nor the rules know of each other, so this is where they meet.
 */

let setting: LabSetting
let client: KubeClient

beforeAll(async () => {
  setting = await startLabSetting()
  client = new KubeClient({ server: setting.lab.info.apiServer, token: setting.lab.adminToken })
})

afterAll(() => setting.stop())

/** A Project with everything healthy in it. */
async function healthy(project: string): Promise<Place> {
  await client.create(resources.projects, {
    ...typeOf(resources.projects),
    metadata: { name: project, namespace: ORGANIZATION },
    spec: { cidrBlock: '10.61.8.0/22', egressNetworkType: 'cloud' },
  })
  const place = { client, organization: ORGANIZATION, namespace: `${ORGANIZATION}-${project}` }
  await becomes(async () => {
    const found = await client.get(resources.projects, { namespace: ORGANIZATION, name: project })
    return found?.status?.ready === true
  })
  await standUp(place)
  await becomes(() => isStanding(place))
  return place
}

const PATIENCE = { interval: 400, timeout: 30_000 }

function becomes(holds: () => Promise<boolean>): Promise<void> {
  return vi.waitFor(async () => expect(await holds()).toBe(true), PATIENCE)
}

// Parsed by the server, with the model that the store reads them by.
const objects = z.array(z.custom<never>((value) => typeof value === 'object'))

/** The Project as a tab holds it. */
async function seen(browser: Browser, project: string): Promise<ProjectNetworkStore> {
  const installation = installationOf.parse(setting.lab.info.installation)
  const store = new ProjectNetworkStore({ project, installation })
  for (const kind of SOURCES) {
    const namespace = kind === 'projects' ? ORGANIZATION : `${ORGANIZATION}-${project}`
    const answer = await browser.api('GET', `/api/channels/${kind}/${namespace}`)
    const given = objects.parse(snapshot.parse(await answer.json()).objects)
    store.apply(
      kind,
      given.map((after) => ({ before: undefined, after })),
    )
    store.see(kind, 'complete')
  }
  return store
}

interface Noticed {
  /** Object that a page shows it at. */
  readonly at: string
  readonly findings: readonly Finding[]
}

async function noticed(browser: Browser, project: string, later = LATER): Promise<readonly Noticed[]> {
  const store = await seen(browser, project)
  const context: RuleContext = {
    now: Date.now() + later,
    installation: installationOf.parse(setting.lab.info.installation),
    project: { organization: ORGANIZATION, name: project, egressNetworkType: 'cloud' },
    organization: undefined,
    peers: [],
  }
  const whole = store.view('project-network', project)
  return [
    ...store.views('load-balancers').map((view) => ({
      at: `load-balancer ${nameOf(view)}`,
      findings: loadBalancerState(view, context).findings,
    })),
    ...store.views('floating-ips').map((view) => ({
      at: `floating-ip ${nameOf(view)}`,
      findings: floatingIpState(view, context).findings,
    })),
    ...store.views('gateway-routes').map((view) => ({
      at: `gateway-route ${view.name}`,
      findings: gatewayRouteState(view, context).findings,
    })),
    ...store.views('external-ips').map((view) => ({
      at: `external-ip ${nameOf(view)}`,
      findings: externalIpState(view.kind === 'Unreadable' ? view : view.ip, context).findings,
    })),
    ...(whole ? [{ at: 'project', findings: projectNetworkState(whole, context).findings }] : []),
  ]
}

type Accused = Readonly<Record<string, readonly string[]>>

/** Rules that name something as the root cause of trouble, by object; the Project’s own figures are nobody’s fault. */
async function accused(browser: Browser, project: string): Promise<Accused> {
  const found = await noticed(browser, project)
  return Object.fromEntries(
    found.flatMap(({ at, findings }) => {
      const roots = findings.filter(isRoot).map(({ rule }) => rule)
      return roots.length > 0 && at !== 'project' ? [[at, roots]] : []
    }),
  )
}

async function rulesOf(browser: Browser, project: string): Promise<ReadonlySet<string>> {
  const found = await noticed(browser, project, MUCH_LATER)
  return new Set(found.flatMap(({ findings }) => findings.map(({ rule }) => rule)))
}

function isRoot({ severity, causedBy }: Finding): boolean {
  return severity !== 'info' && causedBy === undefined
}

function nameOf(view: { readonly name: string } | Unreadable): string {
  return 'meta' in view ? view.meta.name : view.name
}
const route = (...rules: readonly RuleId[]) => ({ 'gateway-route shop': rules })
const app = (...rules: readonly RuleId[]) => ({ 'load-balancer shop': rules, ...route(...rules) })

/** What each scenario is to be blamed on, and nothing else; where nothing is broken, what people are told of it. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly RuleId[]>>>> = {
  'address-missing': app('load-balancer/no-such-address'),
  'address-not-ready': {
    ...app('external-ip/type-impossible'),
    'external-ip shop-nowhere': ['external-ip/type-impossible'],
  },
  'port-taken': {
    'load-balancer shop': ['load-balancer/port-clash'],
    'load-balancer shop-second': ['load-balancer/port-clash'],
  },
  'selector-mistyped': app('load-balancer/selects-nothing'),
  'pods-not-ready': app('load-balancer/none-ready'),
  'scaled-to-zero': app('load-balancer/target-stopped'),
  'autodelete-armed': app('load-balancer/target-stopped'),
  'backend-vm-stopped': {
    'load-balancer shop-desk': ['load-balancer/target-stopped'],
    'floating-ip shop-direct': ['floating-ip/vm-not-running'],
  },
  'target-vm-stopped': {
    'load-balancer shop-desk': ['load-balancer/target-stopped'],
    'floating-ip shop-direct': ['floating-ip/vm-not-running'],
  },
  'target-port-unknown': app('load-balancer/port-name-unknown'),
  'label-on-vm-only': { 'load-balancer shop-desk': ['load-balancer/labels-on-vm'] },
  'not-a-load-balancer': { 'load-balancer shop-inner': ['load-balancer/not-a-load-balancer'] },
  'address-stuck-deleting': {
    ...app('external-ip/deleting'),
    'load-balancer shop-desk': ['external-ip/deleting'],
    'external-ip shop-ip': ['external-ip/deleting'],
  },
  'address-idle': {},
  'address-private': {},
  'load-balancers-used-up': {},
  'route-refused': route('gateway-route/not-accepted'),
  'no-backend': route('gateway-route/backend-refused'),
  'route-port-unsaid': route('gateway-route/port-not-chosen'),
  'grpc-over-route': route('gateway-route/grpc'),
  'never-issued': route('gateway-route/certificate-not-ready'),
  'challenge-dns': route('gateway-route/challenge-dns'),
  'challenge-self-check': route('gateway-route/challenge-unreachable'),
  'solver-quota': route('gateway-route/challenge-quota'),
  'issuer-missing': route('gateway-route/no-issuer'),
  'issuer-refused': route('gateway-route/issuer-not-ready'),
  'rate-limited': route('gateway-route/rate-limited'),
  'renewal-failed': route('gateway-route/renewal-failed'),
  'no-guest-agent': { 'floating-ip shop-direct': ['floating-ip/no-guest-address'] },
  'interface-unknown': { 'floating-ip shop-eth9': ['floating-ip/no-such-interface'] },
  'target-address-stale': { 'floating-ip shop-stale': ['floating-ip/target-moved'] },
  'public-floating-ip-beside-cloud-balancer': {
    ...app('load-balancer/reply-path'),
    'floating-ip shop-outside': ['floating-ip/reply-path'],
  },
  'address-exclusive-elsewhere': { 'floating-ip shop-late': ['floating-ip/address-taken'] },
}

/** Works, and people are told: by the rule of this id, on the object or the Project itself. */
const TOLD: Readonly<Record<string, RuleId>> = {
  'address-idle': 'external-ip/idle',
  'address-private': 'load-balancer/not-from-internet',
  'load-balancers-used-up': 'project-network/quota-full',
}

// Of a whole Organization, whose figures every other test here would see; its rule has cases of its own.
const LEFT_OUT: ReadonlySet<string> = new Set(['quota-figure-old'])

const TRIED = SCENARIOS.filter(({ name }) => !LEFT_OUT.has(name))

it('blames something for every scenario', () => {
  expect(TRIED.map(({ name }) => name).sort()).toEqual(Object.keys(EXPECTED).sort())
})

describe.concurrent('what is broken in just one way', () => {
  it.each(TRIED)(
    '$name is blamed on its cause, nothing else is accused, and all is well again when it heals',
    async (scenario) => {
      const project = `s-${SCENARIOS.indexOf(scenario)}`
      // Somebody of their own: what one session may ask for in a while is limited.
      const browser = await setting.browserOf('platform-admin')
      const place = await healthy(project)
      await eventually(() => accused(browser, project), {})
      await scenario.breaks(place)
      await becomes(() => scenario.shows(place))
      await eventually(() => accused(browser, project), EXPECTED[scenario.name] ?? {})
      const told = TOLD[scenario.name]
      if (told !== undefined) await eventually(async () => (await rulesOf(browser, project)).has(told), true)
      await scenario.heals(place)
      await eventually(() => accused(browser, project), {})
    },
  )
})

function eventually<T>(read: () => Promise<T>, expected: T): Promise<void> {
  return vi.waitFor(async () => expect(await read()).toEqual(expected), PATIENCE)
}
