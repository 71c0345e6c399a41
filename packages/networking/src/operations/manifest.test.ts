import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../model/kinds.ts'
import { parseObject } from '../model/unreadable.ts'
import type { LiveObject } from './live-state.ts'
import { manifestOf, OPERATION_LABEL, patchOf, type Manifest } from './manifest.ts'
import {
  isOfProject,
  plannedObject,
  plannedPoolObject,
  type PlannedAsks,
  type PlannedObject,
} from './objects.ts'

const name = fc.stringMatching(/^[a-z]([a-z0-9]{0,6}[a-z0-9])?$/)
const networkType = fc.constantFrom('cloud' as const, 'public' as const)
const number = fc.integer({ min: 1, max: 65_535 })
const port = fc.record(
  {
    name,
    protocol: fc.constantFrom('TCP' as const, 'UDP' as const, 'SCTP' as const),
    port: number,
    targetPort: fc.oneof(number, name),
    appProtocol: fc.constantFrom('http', 'kubernetes.io/h2c'),
    nodePort: number,
  },
  { requiredKeys: ['protocol', 'port', 'targetPort'] },
)
const asks = fc.record(
  {
    bindOnDefaultGateway: fc.constant(true as const),
    bindOnEip: name,
    networkType,
    exposeRoute: fc.constantFrom('http' as const, 'https' as const, 'tls-passthrough' as const),
    routeHostname: fc.constant('www.example.net'),
    routePort: number,
    tlsIssuer: name,
    tlsSecret: name,
  },
  { requiredKeys: [] },
)
const planned: fc.Arbitrary<PlannedObject> = fc.oneof(
  fc.record({ kind: fc.constant('external-ips' as const), name, networkType }),
  fc.record({
    kind: fc.constant('floating-ips' as const),
    name,
    target: fc.oneof(
      fc.record(
        { by: fc.constant('vm' as const), vm: name, interface: name },
        { requiredKeys: ['by', 'vm'] },
      ),
      fc.record({ by: fc.constant('address' as const), address: fc.ipV4() }),
    ),
    address: fc.oneof(
      fc.record({ from: fc.constant('external-ip' as const), name }),
      fc.record({ from: fc.constant('pool' as const), networkType }),
    ),
  }),
  fc.record({
    kind: fc.constant('services' as const),
    name,
    asks,
    selector: fc.dictionary(name, name, { minKeys: 1, maxKeys: 3 }),
    ports: fc.array(port, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('issuers' as const), name, email: fc.constant('who@nimbus.invalid') }),
  fc.record({
    kind: fc.constant('vlans' as const),
    name,
    id: fc.integer({ min: 0, max: 4_094 }),
    provider: fc.constant('ext-net'),
  }),
  fc.record({
    kind: fc.constant('subnets' as const),
    name,
    networkType,
    cidr: fc.constant('198.51.100.0/24'),
    gateway: fc.constant('198.51.100.1'),
    excludeIps: fc.array(fc.constantFrom('198.51.100.9', '198.51.100.20..198.51.100.30'), { maxLength: 2 }),
    vlan: name,
    mtu: fc.integer({ min: 576, max: 9_000 }),
  }),
)

function stored(kind: PlannedObject['kind'], manifest: Manifest): LiveObject {
  return parseObject<Exclude<LiveObject, { kind: 'Unreadable' }>>(KINDS[kind].schema, {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-08-01T10:00:00Z',
    },
  })
}

/** What an object in the cluster amounts to, as it would be planned. */
function plannedFrom(live: LiveObject): unknown {
  const { name } = live.meta
  switch (live.kind) {
    case 'ExternalIp':
      return { kind: 'external-ips', name, networkType: live.networkType }
    case 'FloatingIp':
      return {
        kind: 'floating-ips',
        name,
        target: live.target,
        address:
          live.requestedEip === undefined
            ? { from: 'pool', networkType: live.requestedType }
            : { from: 'external-ip', name: live.requestedEip },
      }
    case 'Service': {
      const { createGatewayBackend: _, autodelete: __, bindOnDefaultGateway, routePort, ...rest } = live.asks
      const asks = {
        ...rest,
        ...(bindOnDefaultGateway && { bindOnDefaultGateway }),
        ...(routePort !== undefined && { routePort: Number(routePort) }),
      }
      return { kind: 'services', name, asks, selector: live.selector, ports: live.ports }
    }
    case 'Issuer':
      return { kind: 'issuers', name, email: live.email }
    case 'Vlan':
      return { kind: 'vlans', name, id: live.id, provider: live.provider }
    case 'Subnet': {
      const { cidr, gateway, excludeIps, vlan, mtu } = live
      return { kind: 'subnets', name, networkType: live.networkType, cidr, gateway, excludeIps, vlan, mtu }
    }
    case 'Unreadable':
      return live.problems
  }
}

describe('a manifest', () => {
  it('is read by the model as what was planned', () => {
    fc.assert(
      fc.property(planned, (object) => {
        const schema = isOfProject(object) ? plannedObject : plannedPoolObject
        expect(schema.parse(object)).toEqual(object)
        const live = stored(object.kind, manifestOf(object, { namespace: 'nimbus-edge' }))
        expect(plannedFrom(live)).toEqual(object)
      }),
    )
  })

  it('differs by its mark alone from the one that is previewed', () => {
    fc.assert(
      fc.property(planned, (object) => {
        const mark = { label: OPERATION_LABEL, id: '0123456789abcdef' } as const
        const { labels, ...metadata } = manifestOf(object, { namespace: 'nimbus-edge', mark }).metadata
        const { labels: previewed, ...rest } = manifestOf(object, { namespace: 'nimbus-edge' }).metadata
        expect(labels).toEqual({ ...previewed, [OPERATION_LABEL]: '0123456789abcdef' })
        expect(metadata).toEqual(rest)
      }),
    )
  })

  it('of what belongs to the whole cluster has no namespace', () => {
    fc.assert(
      fc.property(planned, (object) => {
        const { namespace } = manifestOf(object, { namespace: 'nimbus-edge' }).metadata
        expect(namespace).toBe(isOfProject(object) ? 'nimbus-edge' : undefined)
      }),
    )
  })

  it('of an Issuer solves by the shared Gateway', () => {
    const { spec } = manifestOf(
      { kind: 'issuers', name: 'letsencrypt', email: 'who@nimbus.invalid' },
      { namespace: 'nimbus-edge' },
    )
    expect(spec).toMatchObject({
      acme: {
        solvers: [
          {
            http01: { gatewayHTTPRoute: { parentRefs: [{ name: 'eg', namespace: 'envoy-gateway-system' }] } },
          },
        ],
      },
    })
  })
})

describe('a patch', () => {
  const base = { uid: 'u', resourceVersion: '9' }

  it('takes annotations and labels away and sends the whole list of ports', () => {
    const asks: PlannedAsks = { exposeRoute: null, routePort: 8883 }
    const ports = [{ protocol: 'TCP' as const, port: 80, targetPort: 80, nodePort: 30_080 }]
    expect(patchOf({ asks, selector: { app: null, tier: 'front' }, ports }, base)).toEqual({
      metadata: {
        ...base,
        annotations: {
          'service.nlb.kube-dc.com/expose-route': null,
          'service.nlb.kube-dc.com/route-port': '8883',
        },
      },
      spec: { selector: { app: null, tier: 'front' }, ports },
    })
  })

  it('says nothing of what does not change', () => {
    expect(patchOf({ asks: { exposeRoute: 'http' } }, base)).not.toHaveProperty('spec')
    expect(patchOf({ selector: { app: 'a' } }, base).metadata).toEqual(base)
  })
})
