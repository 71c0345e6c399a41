import type { AdviceFacts, TargetFacts } from './facts.ts'
import { contra, pro, note, service, type Judged, type Reason } from './reasons.ts'
import type { Wish } from './wish.ts'

/** By hostname on the shared Gateway (kube-dc.md §5). */
export function gatewayRoute(wish: Wish, facts: AdviceFacts): Judged {
  const now = [...service(facts), ...alreadyRouted(facts.target), ...platformOnly(wish)]
  const fits = routeFits(wish, facts)
  if (!fits.some(({ tone }) => tone === 'against')) now.push(...issuerNotes(wish, facts))
  return { fits, now, publicAddresses: 0 }
}

function routeFits({ answer, protocol }: Wish, { gatewayRoutesGrpc }: AdviceFacts): Reason[] {
  if (answer === 'machine') {
    return [contra('Carries HTTP, and TLS by hostname on port 443. SSH and RDP are neither.')]
  }
  switch (protocol) {
    case 'tcp':
    case 'udp':
      return [contra('Carries HTTP, and TLS by hostname on port 443. Yours is neither.')]
    case 'grpc':
      return gatewayRoutesGrpc
        ? [pro('The Gateway here routes gRPC.')]
        : [contra('The Gateway here does not route gRPC, only HTTP and TLS by hostname.')]
    case 'tls':
      return [
        pro('Passes TLS through to your application, by hostname.'),
        note('Clients use port 443 whatever your port is, and must send the hostname (SNI).'),
      ]
    case 'http':
      return [pro('Hostname and certificate come by themselves, and it costs no public address.')]
    default:
      return answer === 'web'
        ? [pro('Hostname and certificate come by themselves, and it costs no public address.')]
        : answer === 'several'
          ? [note('One hostname for each service, and only for those that speak HTTP.')]
          : [contra('Carries HTTP, and TLS by hostname on port 443, not a protocol of its own.')]
  }
}

function issuerNotes({ protocol }: Wish, { issuer }: AdviceFacts): Reason[] {
  if (protocol === 'tls' || issuer === 'platform' || issuer === 'own') return []
  return issuer === 'missing'
    ? [
        note(
          'HTTPS needs an Issuer, once for the Project. It can be made on the way; it asks for an e-mail address.',
        ),
      ]
    : [note('HTTPS needs an Issuer in the Project, and you may not see whether there is one.')]
}

function alreadyRouted(target: TargetFacts | undefined): Reason[] {
  const route = target?.reached.find(({ list, url }) => list === 'gateway-routes' && url !== undefined)
  return route && target ? [note(`${target.ref.name} is reachable already: ${route.url}`)] : []
}

function platformOnly({ from }: Wish): Reason[] {
  return from === 'platform'
    ? [note('The Gateway is reachable from the Internet too, so the hostname is not private.')]
    : []
}
