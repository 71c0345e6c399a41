import fc from 'fast-check'
import type { SourceKind } from '../joins/views.ts'
import { metadata, rawEip, rawFip, rawPod, rawService, rawSlice, rawVm, rawVmi } from './network.ts'

type Raw = Readonly<Record<string, unknown>>

const name = fc.constantFrom('a', 'b', 'c')
const address = fc.constantFrom('203.0.113.1', '203.0.113.2', '100.72.0.1')
const inside = fc.constantFrom('10.61.4.1', '10.61.4.2')
const labels = fc.record({ app: name, tier: name }, { requiredKeys: [] })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

const eips = fc
  .record({ name, address: maybe(address), type: fc.constantFrom('public', 'cloud', undefined), owner: name })
  .map(
    ({ name, address, type, owner }) =>
      [
        'external-ips',
        rawEip(
          name,
          { externalNetworkType: type },
          {
            ipAddress: address,
            owners: [
              { type: 'ServiceLb', ownerRef: owner },
              { type: 'FIp', ownerRef: name },
            ],
          },
        ),
      ] as const,
  )
const services = fc
  .record({
    name,
    bind: maybe(name),
    selector: maybe(labels),
    addresses: fc.array(address, { maxLength: 1 }),
    type: fc.constantFrom('LoadBalancer', 'ClusterIP'),
    route: maybe(fc.constantFrom('http', 'https', 'tls-passthrough', 'odd')),
    hostname: maybe(name),
    targetPort: fc.constantFrom(8883, 'web', 'other'),
  })
  .map(({ name, bind, selector, addresses, type, route, hostname, targetPort }) => {
    const annotations = {
      'service.nlb.kube-dc.com/bind-on-eip': bind ?? '',
      ...(route && { 'service.nlb.kube-dc.com/expose-route': route }),
      ...(hostname && { 'service.nlb.kube-dc.com/route-hostname': hostname }),
    }
    const ports = [{ name: 'main', port: 8883, targetPort }]
    return [
      'services',
      rawService(name, { annotations, addresses, spec: { type, selector, ports } }),
    ] as const
  })
const slices = fc
  .record({ service: name, pod: name, address: inside, ready: fc.boolean() })
  .map(
    ({ service, pod, address, ready }) =>
      ['endpoint-slices', rawSlice(service, { [address]: pod }, ready ? [] : [pod])] as const,
  )
const pods = fc
  .record({ name, labels, address: inside, vm: maybe(name) })
  .map(
    ({ name, labels, address, vm }) =>
      ['pods', rawPod(name, { ...labels, ...(vm && { 'vm.kubevirt.io/name': vm }) }, address)] as const,
  )
const vms = fc
  .record({ name, labels, own: labels, status: fc.constantFrom('Running', 'Stopped') })
  .map(
    ({ name, labels, own, status }) =>
      ['virtual-machines', rawVm(name, status, { labels: own }, labels)] as const,
  )
const vmis = fc
  .record({ name, address: maybe(inside) })
  .map(({ name, address }) => ['virtual-machine-instances', rawVmi(name, address)] as const)
const fips = fc
  .record({ name, eip: name, vm: name, resolved: maybe(inside) })
  .map(
    ({ name, eip, vm, resolved }) =>
      [
        'floating-ips',
        rawFip(name, { eip, vmTarget: { vmName: vm } }, { eip, resolvedTargetIP: resolved }),
      ] as const,
  )
const deployments = fc
  .record({ name, labels, replicas: fc.nat(1) })
  .map(
    ({ name, labels, replicas }) =>
      [
        'deployments',
        { metadata: metadata(name), spec: { replicas, template: { metadata: { labels } } } },
      ] as const,
  )
const certificates = fc
  .record({ name, issuer: name })
  .map(
    ({ name, issuer }) =>
      [
        'certificates',
        { metadata: metadata(`${name}-tls`), spec: { dnsNames: [name], issuerRef: { name: issuer } } },
      ] as const,
  )
const routes = fc.record({ name, owner: name }).map(
  ({ name, owner }) =>
    [
      'http-routes',
      {
        metadata: metadata(`${name}-route`, {
          ownerReferences: [{ kind: 'Service', name: owner, uid: owner }],
        }),
      },
    ] as const,
)
const quotas = fc.record({ name, hard: fc.nat(3), used: fc.nat(3) }).map(
  ({ name, hard, used }) =>
    [
      'resource-quotas',
      {
        metadata: metadata(name),
        status: {
          hard: { 'services.loadbalancers': `${hard}` },
          used: { 'services.loadbalancers': `${used}` },
        },
      },
    ] as const,
)
const broken = name.map((name) => ['services', { metadata: metadata(name), spec: 7 }] as const)

/** One raw object of some kind, of few names and addresses: they refer to each other, miss each other, take each other’s place. */
export const anObject: fc.Arbitrary<readonly [SourceKind, Raw]> = fc.oneof(
  eips,
  services,
  slices,
  pods,
  vms,
  vmis,
  fips,
  deployments,
  certificates,
  routes,
  quotas,
  broken,
)
