import type { UndeclaredPort } from '../joins/views.ts'
import { list } from '../words.ts'
import type { Remedy } from './finding.ts'

/** Numbers alone, unless a protocol is among what differs: then each has its own. */
function said({ port, targetPort, protocol, declared }: UndeclaredPort) {
  const alike = declared.every((each) => each.protocol === protocol)
  const words = (number: number, of: string) => (alike ? String(number) : `${number}/${of}`)
  return {
    port: words(port, protocol),
    asked: words(targetPort, protocol),
    declared: declared.map((each) => words(each.port, each.protocol)),
  }
}

/** The same where it is asked for, where it is reviewed and where it is diagnosed. Likely only: pods need not declare ports. */
export function undeclaredWords(of: string, undeclared: UndeclaredPort): string {
  const { asked, declared } = said(undeclared)
  return `The pods of ${of} declare ${list(declared)}, not ${asked}: likely nothing answers there`
}

/** For a row that names it already. */
export function undeclaredShort(undeclared: UndeclaredPort): string {
  const { asked, declared } = said(undeclared)
  return `Its pods declare ${list(declared)}, not ${asked}`
}

/** What shows it: where the port leads, and what the pods declare. */
export function undeclaredFacts(undeclared: UndeclaredPort): { leads: string; declared: string } {
  const { port, declared } = said(undeclared)
  return { leads: `${port} to ${undeclared.targetPort}`, declared: declared.join(', ') }
}

/** What it comes to for whoever connects. */
export const NOTHING_ANSWERS = 'likely nothing answers'

/** What helps: a port that the pods declare for the same protocol, else another protocol or target. */
export function undeclaredRemedies(
  service: string,
  { port, protocol, declared }: UndeclaredPort,
): readonly Remedy[] {
  const fitting = declared.filter((each) => each.protocol === protocol).map((each) => String(each.port))
  return [leadElsewhere(service, port, fitting)]
}

/** The one remedy of a port that leads nowhere: its Service is edited. `fitting`: where it could lead. */
export function leadElsewhere(service: string, port: number, fitting: readonly string[]): Remedy {
  const words =
    fitting.length > 0
      ? `Lead port ${port} to ${list(fitting, 'or')}`
      : `Change the protocol of port ${port} or where it leads`
  return { words, action: { type: 'edit-load-balancer', name: service } }
}
