import { SEVERITIES } from '@kube-dc/networking/rules/finding'
import { Gauge, type Registry } from 'prom-client'
import type { GatewayFigures } from './gateway-figures.ts'

/** Registers what is told of the shared Gateways; `docs/operating.md` names it, `deploy/alerts.yaml` rests on it. */
export function registerGatewayMetrics(registry: Registry, figures: () => readonly GatewayFigures[]): void {
  new Gauge({
    name: 'kube_dc_console_gateway_findings',
    help: 'What is wrong at a Gateway and with the routes on it, by severity and rule.',
    labelNames: ['namespace', 'gateway', 'severity', 'rule'] as const,
    registers: [registry],
    collect() {
      this.reset()
      for (const { namespace, gateway, findings } of figures()) {
        // Nothing found is a figure too: without a series nobody could tell it from a server that is gone.
        for (const severity of SEVERITIES) this.set({ namespace, gateway, severity, rule: '' }, 0)
        for (const { severity, rule, count } of findings)
          this.set({ namespace, gateway, severity, rule }, count)
      }
    },
  })
}
