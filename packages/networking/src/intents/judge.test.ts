import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Access } from '../access.ts'
import type { Sight, SourceKind } from '../joins/views.ts'
import { manifestOf } from '../operations/manifest.ts'
import { isOfProject } from '../operations/objects.ts'
import { plan } from '../operations/plan.ts'
import { publicQuota } from '../quota.ts'
import { judging, TOLD } from '../testing/judging.ts'
import {
  network,
  parsed,
  put,
  rawEip,
  rawFip,
  rawIssuer,
  rawService,
  rawVm,
  rawVmi,
  rawWeb,
  SOURCE_KINDS,
  type RawNetwork,
} from '../testing/network.ts'
import { anIntent } from '../testing/random-intent.ts'
import { anObject } from '../testing/random-network.ts'
import { ago, BOTH_TYPES, CLOUD_ONLY, org } from '../testing/samples.ts'
import { intent, type Intent } from './intent.ts'
import { judge } from './judge.ts'
import type { JudgementFacts } from './judgement.ts'

type Raw = Readonly<Record<string, unknown>>

/** What most networks of these tests have, unless something of the same name takes its place. */
const USUAL = {
  services: [
    rawService('a', {
      annotations: { 'service.nlb.kube-dc.com/expose-route': 'http' },
      spec: { ports: [{ name: 'main', port: 80, targetPort: 8080 }] },
    }),
  ],
  'floating-ips': [rawFip('a')],
  'virtual-machines': [rawVm('a'), rawVm('b')],
  'virtual-machine-instances': [rawVmi('a', '10.61.4.2'), rawVmi('b', '10.61.4.3')],
} satisfies RawNetwork

const eip: fc.Arbitrary<readonly [SourceKind, Raw]> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c', 'default-gw'),
    ownershipType: fc.constantFrom('Released', 'Shared', 'Exclusive', 'Parked'),
    owners: fc.constantFrom([], [{ type: 'Snat', ownerRef: 'x' }], [{ type: 'FIp', ownerRef: 'a' }]),
    deleteReleased: fc.boolean(),
  })
  .map(({ name, ...status }) => ['external-ips', rawEip(name, {}, status)])

const other: fc.Arbitrary<readonly [SourceKind, Raw]> = fc.constantFrom(
  ['issuers', rawIssuer()],
  ['services', rawWeb()],
  [
    'services',
    rawWeb({ 'service.nlb.kube-dc.com/route-port': '80' }, { ports: [{ name: 'x'.repeat(63), port: 80 }] }),
  ],
)

const access: fc.Arbitrary<Access | undefined> = fc.option(
  fc.record({
    verbs: fc.constantFrom(
      { services: ['create', 'patch', 'delete'] },
      {
        services: ['create', 'patch', 'delete'],
        'floating-ips': ['create', 'delete'],
        'external-ips': ['create'],
        issuers: ['create'],
      },
    ),
    incomplete: fc.boolean(),
    journal: fc.boolean(),
  }),
  { nil: undefined },
)

const sights: fc.Arbitrary<Partial<Record<SourceKind, Sight>>> = fc.dictionary(
  fc.constantFrom(...SOURCE_KINDS),
  fc.constantFrom('complete', 'loading', 'forbidden', 'not-installed'),
  { maxKeys: 3 },
)

const facts: fc.Arbitrary<JudgementFacts> = fc
  .record({
    objects: fc.array(fc.oneof({ weight: 4, arbitrary: anObject }, eip, other), { maxLength: 12 }),
    sights,
    access,
    installation: fc.constantFrom(BOTH_TYPES, CLOUD_ONLY, TOLD, {
      ...TOLD,
      defaultTlsIssuer: 'ClusterIssuer/x',
    }),
    quota: fc.constantFrom(org({ used: '3', hard: '3' }), org({}), undefined),
    ready: fc.constantFrom(undefined, true, true, false),
    cidr: fc.constantFrom(undefined, '10.61.4.0/22', 'odd'),
  })
  .map(({ objects, sights, access, installation, quota, ready, cidr }) => {
    const store = network(USUAL, { sights, installation })
    for (const [kind, raw] of objects) put(store, kind, raw)
    const { project } = judging()
    return judging(store, {
      access,
      installation,
      quota: publicQuota('nimbus', quota),
      project: { ...project, ready, cidr },
    })
  })

function isObject(schema: z.core.$ZodType): schema is z.ZodObject<z.core.$ZodShape> {
  return schema instanceof z.ZodObject
}

/** Whether a path names something in a schema: `ports.0.port`, `target.vm`. */
function hasPath(schema: z.core.$ZodType, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true
  if (schema instanceof z.ZodOptional) return hasPath(schema.unwrap(), [key, ...rest])
  if (schema instanceof z.ZodArray) return /^\d+$/.test(key) && hasPath(schema.element, rest)
  if (schema instanceof z.ZodUnion) return schema.options.some((option) => hasPath(option, [key, ...rest]))
  if (!isObject(schema)) return false
  const field = schema.shape[key]
  return field !== undefined && hasPath(field, rest)
}

function schemaOf(given: Intent): z.core.$ZodType {
  const option = intent.options.find(({ shape }) => shape.intent.value === given.intent)
  if (!option) throw new Error(`no schema for ${given.intent}`)
  return option
}

const RUNS = { numRuns: 400 }

describe('judging', { timeout: 30_000 }, () => {
  it('never throws, and makes a plan exactly where nothing speaks against it', () => {
    const plans = { made: 0, refused: 0 }
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        const { problems, plan } = judge(given, seen)
        expect(plan !== undefined).toBe(problems.length === 0)
        if (plan) plans.made += 1
        else plans.refused += 1
      }),
      RUNS,
    )
    // Both happen often, or the rest would prove nothing.
    expect(Math.min(plans.made, plans.refused)).toBeGreaterThan(40)
  })

  it('makes plans that a journal takes, about the object that was meant', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        const judged = judge(given, seen).plan
        if (!judged) return
        expect(plan.parse(JSON.parse(JSON.stringify(judged)))).toEqual(judged)
        expect(judged.intent).toBe(given.intent)
        expect(judged.subject.name).toBe(given.name)
        const last = judged.steps.at(-1)
        expect(last?.verb === 'create' ? last.object.name : last?.name).toBe(given.name)
      }),
      RUNS,
    )
  })

  it('makes objects that the model reads as what was asked for', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        for (const step of judge(given, seen).plan?.steps ?? []) {
          if (step.verb !== 'create' || !isOfProject(step.object)) continue
          const manifest = manifestOf(step.object, { namespace: 'nimbus-edge' })
          const raw = {
            ...manifest,
            metadata: { ...manifest.metadata, uid: 'u', resourceVersion: '1', creationTimestamp: ago({}) },
          }
          const { kind } = step.object
          const read = parsed(kind, raw)
          expect(read.kind).not.toBe('Unreadable')
          if (read.kind === 'Service' && given.intent === 'create-load-balancer') {
            expect([read.type, read.selector]).toEqual(['LoadBalancer', given.selector])
            expect(read.ports.map(({ port }) => port)).toEqual(given.ports.map(({ port }) => port))
          }
          if (read.kind === 'FloatingIp' && 'target' in given) expect(read.target).toEqual(given.target)
        }
      }),
      RUNS,
    )
  })

  it('speaks of fields that the intent has', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        const { problems, warnings } = judge(given, seen)
        for (const { field } of [...problems, ...warnings]) {
          if (field !== '') expect([field, hasPath(schemaOf(given), field.split('.'))]).toEqual([field, true])
        }
      }),
      RUNS,
    )
  })

  it('never gives a floating IP an address that somebody has, nor the way out of the Project', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        if (given.intent !== 'create-floating-ip') return
        for (const step of judge(given, seen).plan?.steps ?? []) {
          if (step.verb !== 'create' || step.object.kind !== 'floating-ips') continue
          const { address } = step.object
          if (address.from !== 'external-ip') continue
          expect(address.name).not.toBe('default-gw')
          const ip = seen.network.objects('external-ips').find(({ meta }) => meta.name === address.name)
          if (ip) expect([ip.ownership, ip.owners]).toEqual(['Released', []])
        }
      }),
      RUNS,
    )
  })

  it('always writes a port with a route, and never a binding beside a type', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        for (const step of judge(given, seen).plan?.steps ?? []) {
          if (step.verb !== 'create' || step.object.kind !== 'services') continue
          const { asks, ports } = step.object
          expect([asks.bindOnEip, asks.bindOnDefaultGateway, asks.networkType].filter(Boolean)).toHaveLength(
            1,
          )
          if (asks.exposeRoute) expect(ports.map(({ port }) => port)).toContain(asks.routePort)
          if (ports.length > 1) {
            expect(new Set(ports.map(({ name }) => name ?? '')).size).toBe(ports.length)
          }
        }
      }),
      RUNS,
    )
  })

  it('is the same for the same facts', () => {
    fc.assert(
      fc.property(anIntent, facts, (given, seen) => {
        expect(judge(given, seen)).toEqual(judge(given, seen))
      }),
      { numRuns: 300 },
    )
  })
})
