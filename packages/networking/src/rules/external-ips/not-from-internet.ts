import { isDefaultGateway, networkTypeOf } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { refTo } from '../finding.ts'
import { rule } from '../rule.ts'

/** A cloud address looks like an external one and is not reachable from the Internet. */
export const notFromInternetRule = rule({
  id: 'external-ip/not-from-internet',
  title: 'Its address is a cloud address, which the Internet does not reach',
  source: ['failures.md row 27', 'kube-dc.md §1, §4.2'],
  needs: ['external-ips', 'installation'],
  check: (ip: ExternalIp, { installation, project }) => {
    if (ip.address === undefined || networkTypeOf(ip, installation) !== 'cloud') return undefined
    const subject = refTo('ExternalIp', ip.meta)
    const gateway = isDefaultGateway(ip)
    const offersPublic = installation.networkTypes.includes('public')
    return {
      severity: 'info',
      certainty: 'proven',
      subject,
      title: `${ip.address} is not reachable from the Internet`,
      short: 'Not reachable from the Internet',
      explanation: gateway
        ? `It is a private address of the platform. ${project.name} reaches the Internet through it, and nothing on the Internet can open a connection to it.`
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
        offersPublic && !gateway
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
