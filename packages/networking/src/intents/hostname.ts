import ipaddr from 'ipaddr.js'
import type { Installation } from '../model/installation.ts'
import { managerOf, onGround, type Ground } from './ground.ts'
import type { JudgementFacts } from './judgement.ts'

const LONGEST_LABEL = 63
const LONGEST_NAME = 253

/** What is wrong with an own hostname as a name, in words; undefined when nothing is (RFC 1123, RFC 5890). */
export function hostnameProblem(hostname: string): string | undefined {
  if (hostname === '') return 'Enter a hostname.'
  if (/:\/\/|[/?#@]/.test(hostname)) return 'Enter the name alone, without https:// and without a path.'
  if (/:\d*$/.test(hostname)) return 'Enter the name alone: a gateway route has no port of its own.'
  if (/\s/.test(hostname)) return 'A hostname has no blanks.'
  if (hostname.includes('*')) return 'Wildcards are not possible: a route has one hostname.'
  if (hostname.endsWith('.')) return 'Leave the dot at the end away.'
  if (/[A-Z]/.test(hostname)) return `Use lower case: ${hostname.toLowerCase()}.`
  if (hostname.includes('_')) return 'Hostnames have no “_”: use “-”.'
  // eslint-disable-next-line no-control-regex -- exactly what is not ASCII
  if (/[^\x00-\x7f]/.test(hostname)) {
    return 'Enter its ASCII form, which browsers show as well: each part with other letters begins with xn--.'
  }
  const odd = /[^a-z0-9.-]/.exec(hostname)
  if (odd) return `Use lower case letters, digits, dashes and dots: “${odd[0]}” is not allowed.`
  if (ipaddr.isValid(hostname))
    return 'Enter a name: certificates and routes are for names, not for addresses.'
  if (hostname.length > LONGEST_NAME) {
    return `Use at most ${LONGEST_NAME} characters: this name has ${hostname.length}.`
  }
  const labels = hostname.split('.')
  if (labels.some((label) => label === ''))
    return 'There are two dots with nothing between, or one at the start.'
  const long = labels.find((label) => label.length > LONGEST_LABEL)
  if (long !== undefined) {
    return `Use at most ${LONGEST_LABEL} characters between two dots: “${long.slice(0, 20)}…” has ${long.length}.`
  }
  const dashed = labels.find((label) => label.startsWith('-') || label.endsWith('-'))
  if (dashed !== undefined) return `Start and end each part with a letter or a digit: “${dashed}” does not.`
  if (labels.length < 2) return `Enter the full name, such as ${hostname}.your-domain.com.`
  if (/^\d+$/.test(labels.at(-1) ?? '')) return 'The last part of a hostname is not a number.'
  return undefined
}

/**
 * The hostname that the platform usually gives (kube-dc.md §5), to show as a forecast; the one that counts is reported
 * with the route. Undefined where the base domain or the namespace is not told.
 */
export function generatedHostname(
  service: string,
  { installation, project }: Pick<JudgementFacts, 'installation' | 'project'>,
): string | undefined {
  const { baseDomain } = installation
  if (baseDomain === undefined || project.namespace === undefined) return undefined
  return `${service}-${project.namespace}.${baseDomain}`
}

/** What to say about the hostname that the platform gives to a Service of this name (kube-dc.md §13, 15). */
export function generatedHostnameWarning(
  service: string,
  { project }: Pick<JudgementFacts, 'project'>,
): string | undefined {
  if (project.namespace === undefined) return undefined
  const label = `${service}-${project.namespace}`
  return label.length > LONGEST_LABEL
    ? `The generated hostname begins with ${label}, which has ${label.length} characters; ${LONGEST_LABEL} are possible. Use a shorter name, or a hostname of your own.`
    : undefined
}

/** The DNS record that an own hostname needs, made by whoever has the domain. */
export interface DnsRecord {
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'CNAME'
  readonly value: string
}

/** What an own hostname needs: the record, or, where the address of the Gateway is not told, whom to ask. */
export type DnsAdvice =
  | { readonly known: true; readonly record: DnsRecord; readonly words: string }
  | { readonly known: false; readonly words: string }

/** The DNS record to add for an own hostname (kube-dc.md §5; §13, 18). */
export function dnsAdvice(hostname: string, { gatewayAddress }: Installation): DnsAdvice {
  if (gatewayAddress === undefined) {
    return {
      known: false,
      words: `Ask your provider for the address of the shared Gateway, and add a DNS record that leads ${hostname} to it. Until then the name leads nowhere, and no certificate can be issued for it.`,
    }
  }
  const type = ipaddr.IPv4.isValid(gatewayAddress) ? 'A' : ipaddr.isValid(gatewayAddress) ? 'AAAA' : 'CNAME'
  return {
    known: true,
    record: { name: hostname, type, value: gatewayAddress },
    words: `Add a DNS record of type ${type} that leads ${hostname} to ${gatewayAddress}. Until then the name leads nowhere, and no certificate can be issued for it.`,
  }
}

/** Everything that the form shows beside an own hostname. */
export interface HostnameInfo {
  readonly problem?: string
  readonly warning?: string
  readonly dns: DnsAdvice
}

/**
 * Judges an own hostname for a route of a Service.
 *
 * @param service name of the Service, which may have the hostname already.
 */
export function hostnameInfo(hostname: string, service: string, facts: JudgementFacts): HostnameInfo {
  return onGround(facts, (ground) => {
    const problem = hostnameProblem(hostname) ?? takenHostname(hostname, service, ground)
    const warning = problem === undefined ? handMadeRoute(hostname, service, ground) : undefined
    return {
      dns: dnsAdvice(hostname, facts.installation),
      ...(problem !== undefined && { problem }),
      ...(warning !== undefined && { warning }),
    }
  })
}

/** Why a well-formed hostname cannot be had; as far as the viewer sees (kube-dc.md §13, 16). */
export function takenHostname(hostname: string, service: string, ground: Ground): string | undefined {
  const { elsewhere = [], installation, project, reader } = ground
  const { baseDomain } = installation
  const generated = generatedHostname(service, ground)
  if (baseDomain !== undefined && hostname !== generated) {
    if (hostname === baseDomain || hostname.endsWith(`.${baseDomain}`)) {
      const leave = generated === undefined ? 'Leave it empty' : `Leave it empty for ${generated}`
      return `The platform gives the names under ${baseDomain}. ${leave}, or enter a name of a domain of your own.`
    }
  }
  const [other] = reader
    .find('services', `hostname ${hostname}`)
    .filter(({ meta, asks }) => meta.name !== service && asks.exposeRoute !== undefined)
  if (other) {
    const manager = managerOf(other.meta)
    const whose = manager === undefined ? '' : ` of ${manager}`
    return `${hostname} leads to ${other.meta.name}${whose} already. Which of two gets the requests is not defined: remove it there first.`
  }
  const away = elsewhere.find((each) => each.hostname === hostname && each.project !== project.name)
  return away
    ? `${hostname} is in use in ${away.project} already. Which of two gets the requests is not defined: remove it there first.`
    : undefined
}

/** Routes that somebody made by hand, for the same hostname. */
export function handMadeRoute(hostname: string, service: string, { network }: Ground): string | undefined {
  const route = [...network.objects('http-routes'), ...network.objects('tls-routes')].find(
    ({ hostnames, meta, backends }) =>
      hostnames.includes(hostname) &&
      !(meta.controlledBy ?? []).some((owner) => owner.kind === 'Service' && owner.name === service) &&
      !backends.some(({ name }) => name === `${service}-backend`),
  )
  return (
    route &&
    `The route ${route.meta.name} has this hostname as well. Which of the two gets the requests is not defined.`
  )
}
