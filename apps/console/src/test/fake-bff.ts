import { channelKey, clientMessage, type ServerMessage } from '@kube-dc/api/channel'
import type { OperationList, OperationView, Started } from '@kube-dc/api/operations'
import type { Access, Platform, ProjectSummary, Session } from '@kube-dc/api/session'
import type { Intent } from '@kube-dc/networking/intents/intent'
import { installation } from '@kube-dc/networking/model/installation'
import { PROJECT_KIND_NAMES, type ProjectKindName } from '@kube-dc/networking/model/kinds'
import { HttpResponse, type HttpHandler } from 'msw'
import type { Environment, Socket, SocketHandlers } from '../live/environment.ts'
import { answer, Refused } from './handlers.ts'
import { ModelServer, type Subscriber } from './model-server.ts'
import { externalIp, organization, project } from './objects.ts'

const SIGNED_OUT = new Refused(
  'signed-out',
  'You are not signed in, or your session has ended. Sign in again.',
)
const FORBIDDEN = new Refused('forbidden', 'Your role does not allow this here, or it does not exist.')

const DEVELOPER: Access = {
  verbs: { 'external-ips': ['create', 'delete', 'get', 'list', 'watch'] },
  incomplete: false,
  role: 'developer',
}

type Decision = 'continue' | 'undo' | 'close'

const NO_OPERATION = new Refused('not-found', 'There is no such operation.')

interface Link {
  readonly outbox: ServerMessage[]
  readonly handlers: SocketHandlers
  readonly subscribers: Map<string, Subscriber>
}

/** A server for one signed-in developer of nimbus, whose state a test may set and whose channels it moves. */
export class FakeBff {
  signedIn = true
  session: Session = {
    person: {
      username: 'nimbus-developer',
      name: 'nimbus-developer',
      organization: 'nimbus',
      groups: ['developers', 'user'],
    },
    endsAt: '2099-01-01T00:00:00Z',
    installation: installation.parse({
      networkTypes: ['cloud', 'public'],
      defaultTypes: { externalIp: 'public', floatingIp: 'public', loadBalancer: 'public' },
    }),
  }
  projects: ProjectSummary[] = [
    {
      organization: 'nimbus',
      name: 'edge',
      backingNamespace: 'nimbus-edge',
      ready: true,
      egressNetworkType: 'cloud',
      cidr: '10.61.4.0/22',
      detail: 'full',
    },
  ]
  access = DEVELOPER
  /** What the person may see and do of the provider's side. */
  platform: Platform = { pools: false }
  /** Operations of the Project, newest first. */
  operations: OperationView[] = []
  unreadableOperations: OperationList['unreadable'] = []
  /** Intents that were carried out; dry runs are not. */
  readonly intents: Intent[] = []
  /** What becomes of an intent; asked for dry runs too. */
  onIntent: (intent: Intent) => Started | Refused = () => ({ operation: null, made: [] })
  /** What becomes of a decision about an operation. */
  onDecision: (decision: Decision, operation: OperationView) => OperationView | Refused = (_, same) => same
  readonly externalIps = this.#channel('external-ips/nimbus-edge')
  readonly projectObjects = this.#channel('projects/nimbus')
  readonly organizations = this.#channel('organizations/nimbus/nimbus')
  /** The other kinds of the Project: empty, and there. */
  readonly #others = new Map(
    PROJECT_KIND_NAMES.map((kind) => [kind, this.#channel(`${kind}/nimbus-edge`)] as const),
  )
  readonly #channels = new Map(
    [this.externalIps, this.projectObjects, this.organizations, ...this.#others.values()].map((c) => [
      c.key,
      c,
    ]),
  )
  readonly #links = new Set<Link>()

  constructor() {
    this.projectObjects.put(project('edge'))
    this.organizations.put(organization('nimbus', { used: 1, hard: 3 }))
    this.externalIps.put(
      externalIp('default-gw', {
        networkType: 'cloud',
        address: '100.72.0.23',
        ownership: 'Shared',
        owners: [{ type: 'Snat', name: 'nimbus-edge' }],
      }),
      externalIp('uplink-a', { ownership: 'Shared', owners: [{ type: 'ServiceLb', name: 'mqtt' }] }),
      externalIp('uplink-old', { address: '203.0.113.21' }),
    )
  }

  /** The channel of one of the Project's kinds. */
  of(kind: ProjectKindName): ModelServer {
    const channel = this.#others.get(kind)
    if (!channel) throw new Error(`No channel for ${kind}`)
    return channel
  }

  #channel(key: string): ModelServer {
    return new ModelServer(key)
  }

  /** The channel of a key such as `services/nimbus-edge`; until a test asks for it, it is forbidden. */
  channel(key: string): ModelServer {
    const known = this.#channels.get(key)
    if (known) return known
    const channel = this.#channel(key)
    this.#channels.set(key, channel)
    return channel
  }

  /** The environment of a tab: its sockets lead here, its timers are real. */
  readonly environment: Environment = {
    now: () => Date.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
    random: () => 0,
    online: () => true,
    open: (handlers) => this.#open(handlers),
  }

  /** Brings every change to every tab. */
  push(): void {
    for (const channel of this.#channels.values()) channel.flush()
    for (const link of this.#links) this.#deliver(link)
  }

  /** Ends a channel for everybody, as when a right is taken away. */
  end(channel: ModelServer, reason: 'forbidden' | 'gone', message: string): void {
    channel.forbidden = reason === 'forbidden'
    for (const link of this.#links) link.outbox.push({ type: 'ended', channel: channel.key, reason, message })
    this.push()
  }

  /** Says something to every tab. */
  tell(message: ServerMessage): void {
    for (const link of this.#links) link.outbox.push(message)
    this.push()
  }

  /** Cuts every tab's connection. */
  cut(code = 1006): void {
    for (const link of [...this.#links]) {
      this.#links.delete(link)
      link.handlers.closed(code)
    }
  }

  #open(handlers: SocketHandlers): Socket {
    const link: Link = { outbox: [this.externalIps.hello()], handlers, subscribers: new Map() }
    this.#links.add(link)
    queueMicrotask(() => this.#deliver(link))
    return {
      send: (text) => {
        const message = clientMessage.parse(JSON.parse(text))
        if (message.type === 'beat') return
        const channel = this.#channels.get(message.channel)
        if (!channel) return
        const subscriber = link.subscribers.get(channel.key) ?? channel.connect(link.outbox)
        link.subscribers.set(channel.key, subscriber)
        channel.receive(subscriber, message)
        queueMicrotask(() => this.push())
      },
      close: () => void this.#links.delete(link),
    }
  }

  #deliver(link: Link): void {
    for (let next = link.outbox.shift(); next; next = link.outbox.shift()) {
      if (this.#links.has(link)) link.handlers.message(JSON.stringify(next))
    }
  }

  #snapshot(address: Parameters<typeof channelKey>[0], request: Request): Response | Refused {
    const channel = this.#channels.get(channelKey(address))
    if (!this.signedIn) return SIGNED_OUT
    if (!channel || channel.forbidden) return FORBIDDEN
    if (request.headers.get('if-none-match') === `"${channel.position}"`)
      return new Response(null, { status: 304 })
    return HttpResponse.json(channel.snapshot())
  }

  #operation(id: string): OperationView | undefined {
    return this.operations.find((each) => each.id === id)
  }

  #decide(decision: Decision, id: string, { review }: { review: string }): OperationView | Refused {
    const operation = this.#operation(id)
    if (!operation) return NO_OPERATION
    if (review !== operation.review) return new Refused('conflict', 'It is another plan by now.')
    const next = this.onDecision(decision, operation)
    if (next instanceof Refused) return next
    this.operations = this.operations.map((each) => (each.id === id ? next : each))
    return next
  }

  /** The whole contract; tests put their own answers before these. */
  handlers(): HttpHandler[] {
    const signedIn = <T>(value: T): T | Refused => (this.signedIn ? value : SIGNED_OUT)
    return [
      answer('signInOptions', () => ({ lab: false, realms: [] })),
      answer('session', () => signedIn(this.session)),
      answer('signOut', () => signedIn({ redirect: '/sign-in' })),
      answer('projects', () => signedIn({ projects: this.projects })),
      answer('platform', () => signedIn(this.platform)),
      answer('addressHistory', () =>
        signedIn({ since: '2026-08-01T10:00:00Z', source: 'memory' as const, entries: [] }),
      ),
      answer('access', () => signedIn(this.access)),
      answer('channel', ({ params, request }) => this.#snapshot(params, request)),
      answer('singleton', ({ params, request }) => this.#snapshot(params, request)),
      answer('createExternalIp', ({ body, query }) => {
        if (!this.signedIn) return SIGNED_OUT
        const created = externalIp(body.name, {
          networkType: body.networkType,
          ready: false,
          reported: false,
        })
        if (query.dryRun !== 'true') this.externalIps.put(created)
        queueMicrotask(() => this.push())
        return created
      }),
      answer('deleteExternalIp', ({ params }) => {
        if (!this.signedIn) return SIGNED_OUT
        this.externalIps.remove(`uid-${params.name}`)
        queueMicrotask(() => this.push())
        return { state: 'gone' as const }
      }),
      answer('startOperation', ({ body, query }) => {
        if (!this.signedIn) return SIGNED_OUT
        const started = this.onIntent(body)
        if (started instanceof Refused || query.dryRun === 'true') return started
        this.intents.push(body)
        if (started.operation) this.operations.unshift(started.operation)
        return started
      }),
      answer('operations', () =>
        signedIn({ operations: this.operations, unreadable: this.unreadableOperations }),
      ),
      answer('operation', ({ params }) => signedIn(this.#operation(params.id) ?? NO_OPERATION)),
      answer('continueOperation', ({ params, body }) => this.#decide('continue', params.id, body)),
      answer('undoOperation', ({ params, body }) => this.#decide('undo', params.id, body)),
      answer('closeOperation', ({ params, body }) => {
        const closed = this.#decide('close', params.id, body)
        if (closed instanceof Refused) return closed
        this.operations = this.operations.filter(({ id }) => id !== params.id)
        return {}
      }),
      answer('objectEvents', () => signedIn({ events: [] })),
      answer('objectYaml', ({ params }) =>
        signedIn({ yaml: `kind: EIp\nmetadata:\n  name: ${params.name}\n` }),
      ),
    ]
  }
}
