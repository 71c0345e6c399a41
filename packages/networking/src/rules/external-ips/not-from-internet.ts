import { isDefaultGateway, networkTypeOf } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { throughWords } from '../../through-gateway.ts'
import { refTo } from '../finding.ts'
import { sentence } from '../../words.ts'
import { rule } from '../rule.ts'

/** A cloud address looks like an external one and is not reachable from the Internet. */
export const notFromInternetRule = rule({
  id: 'external-ip/not-from-internet',
  title: 'Its address is a cloud address, which the Internet does not reach',
  source: ['failures.md row 27', 'kube-dc.md §1, §4.2, §5'],
  needs: ['external-ips', 'services', 'installation'],
  check: (ip: ExternalIp, { installation, project, hostnames = [] }) => {
    if (ip.address === undefined || networkTypeOf(ip, installation) !== 'cloud') return undefined
    const subject = refTo('ExternalIp', ip.meta)
    const gateway = isDefaultGateway(ip)
    const through = throughWords(hostnames)
    const offersPublic = installation.networkTypes.includes('public')
    return {
      severity: 'info',
      certainty: 'proven',
      subject,
      title: `${ip.address} is ${through ?? 'not reachable from the Internet'}`,
      short: sentence(through ?? 'not reachable from the Internet'),
      explanation: gateway
        ? `It is a private address of the platform. ${project.name} reaches the Internet through it, and nothing on the Internet can open a connection to it.`
        : through !== undefined
          ? 'It is a private address of the platform. The Internet reaches what is behind it by hostname, through the Gateway.'
          : 'It is a private address of the platform. A gateway route can still publish a web service on it under a host name.',
      evidence: [
        ip.networkType === 'cloud'
          ? {
              object: subject,
              field: 'spec.externalNetworkType',
              value: ip.requestedType ?? 'cloud, by its label',
            }
          : { object: subject, field: 'status.ipAddress', value: `${ip.address}, in a cloud pool` },
      ],
      remedies:
        offersPublic && !gateway && through === undefined
          ? [
              {
                words: 'Create a public External IP',
                action: { type: 'create-external-ip', networkType: 'public' },
              },
            ]
          : [],
    }
  },
})
