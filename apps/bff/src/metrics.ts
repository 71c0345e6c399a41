import { createServer, type Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** What the server counts, in a registry of its own. */
export class Metrics {
  readonly registry = new Registry()

  readonly requests = new Histogram({
    name: 'kube_dc_console_http_request_duration_seconds',
    help: 'Time to answer HTTP requests, by endpoint of the contract.',
    labelNames: ['endpoint', 'status'] as const,
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  })

  readonly watchRestarts = new Counter({
    name: 'kube_dc_console_watch_restarts_total',
    help: 'Watches that ended in another way than by the server’s timeout.',
    labelNames: ['resource'] as const,
    registers: [this.registry],
  })

  readonly accessReviews = new Counter({
    name: 'kube_dc_console_access_reviews_total',
    help: 'SelfSubjectAccessReviews sent with people’s own tokens.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  })

  readonly tokenRefreshes = new Counter({
    name: 'kube_dc_console_token_refreshes_total',
    help: 'Access tokens renewed at identity providers.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  })

  readonly signIns = new Counter({
    name: 'kube_dc_console_sign_ins_total',
    help: 'Sign-ins, by how they ended.',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  })

  readonly slowClients = new Counter({
    name: 'kube_dc_console_slow_clients_total',
    help: 'Live connections dropped because the client did not read fast enough.',
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  /** A gauge whose value is read when it is asked for. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `kube_dc_console_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read())
      },
    })
  }

  /** A server for the metrics alone: its port is for the operator's network, not for people. */
  server(): Server {
    return createServer((request, response) => {
      if (request.url !== '/metrics') {
        response.writeHead(404).end()
        return
      }
      void this.registry.metrics().then((text) => {
        response.writeHead(200, { 'content-type': this.registry.contentType }).end(text)
      })
    })
  }
}
