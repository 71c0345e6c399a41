import fc from 'fast-check'
import { intent, INTENTS, type Intent } from '../intents/intent.ts'

/** Few names, so that intents meet the objects of a random network, their absence, and each other. */
const name = fc.constantFrom('a', 'b', 'c', 'new', 'default-gw', 'letsencrypt')
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const networkType = fc.constantFrom('cloud', 'public')

const port = fc.record(
  {
    name: fc.constantFrom('main', 'grpc', 'tcp-80'),
    protocol: fc.constantFrom('TCP', 'TCP', 'TCP', 'UDP', 'SCTP'),
    port: fc.constantFrom(1, 80, 2379, 8883, 32_400, 65_535),
    targetPort: fc.constantFrom(8883, 'web', 'other'),
    appProtocol: fc.constantFrom('h2c', 'http'),
    nodePort: fc.constant(30_000),
  },
  { requiredKeys: ['protocol', 'port', 'targetPort'] },
)
const ports = fc.oneof(
  fc.uniqueArray(port, {
    minLength: 1,
    maxLength: 3,
    selector: ({ protocol, port }) => `${port}/${protocol}`,
  }),
  fc.array(port, { minLength: 1, maxLength: 3 }),
)
const label = fc.constantFrom('app', 'tier', 'vm.kubevirt.io/name')
const selector = fc.dictionary(label, name, { minKeys: 1, maxKeys: 2 })
const own = fc.record({ use: fc.constant('own'), networkType })
const existing = fc.record({ use: fc.constant('existing'), name })
const made = fc.record({ use: fc.constant('new'), name, networkType })
const address = fc.oneof(own, existing, made, fc.constant({ use: 'shared' }))
const target = fc.oneof(
  fc.record(
    { by: fc.constant('vm'), vm: name, interface: fc.constantFrom('vpc_net_0', 'default') },
    { requiredKeys: ['by', 'vm'] },
  ),
  fc.record({ by: fc.constant('address'), address: fc.constantFrom('10.61.4.0', '10.61.4.2', '10.61.9.1') }),
)
const certificate = fc.oneof(
  fc.record({ from: fc.constant('platform') }),
  fc.record({ from: fc.constant('secret'), name }),
  fc.record({
    from: fc.constant('issuer'),
    name,
    email: maybe(fc.constantFrom('ops@nimbus.io', 'ops@example.com')),
  }),
)
const route = {
  way: fc.constantFrom('http', 'https', 'tls-passthrough'),
  hostname: maybe(
    fc.constantFrom('a', 'www.nimbus.io', 'a_b', '*.nimbus.io', 'a-nimbus-edge.apps.example.net'),
  ),
  certificate: maybe(certificate),
}

const candidate = fc.oneof(
  ...INTENTS.map((kind) =>
    fc.record({
      intent: fc.constant(kind),
      // Mostly what can be meant: a name that is free, or one that the network usually has.
      name: kind.startsWith('create') ? fc.constantFrom('new', 'new', 'a') : fc.constantFrom('a', 'a', 'b'),
      resourceVersion: fc.constantFrom('1', '2'),
      isSame: fc.nat(9),
      selector,
      ports,
      port: fc.constantFrom(80, 8883),
      servicePort: port,
      address,
      target,
      ...route,
    }),
  ),
)

/** Fields of each intent, so that a candidate can be cut down to what its schema takes. */
function fieldsOf(kind: string): readonly string[] {
  const option = intent.options.find(({ shape }) => shape.intent.value === kind)
  return option ? Object.keys(option.shape) : []
}

/** Any intent that the schema takes, about few names. */
export const anIntent: fc.Arbitrary<Intent> = candidate
  .map((all) => ({ ...all, uid: all.isSame > 0 ? `uid-${all.name}` : 'another' }))
  .map((all) =>
    intent.safeParse(
      Object.fromEntries(Object.entries(all).filter(([key]) => fieldsOf(all.intent).includes(key))),
    ),
  )
  .filter((result) => result.success)
  .map((result) => intent.parse(result.data))
