import { suggestedType } from '../../external-ips/create.ts'
import { impossibleType } from '../../external-ips/network.ts'
import type { ExternalIp } from '../../model/external-ip.ts'
import { isNetworkType } from '../../model/network-type.ts'
import { list } from '../../words.ts'
import { refTo, type Evidence } from '../finding.ts'
import { rule } from '../rule.ts'

/**
 * A network type that does not exist, or not here. The CRD has no enum, so the API accepts any text and the controller
 * never finds a pool for it; the field is immutable.
 */
export const typeImpossibleRule = rule({
  id: 'external-ip/type-impossible',
  title: 'Its network type is misspelt, or this installation has no such pool',
  source: ['failures.md row 25', 'kube-dc.md §2.1, §12'],
  needs: ['external-ips', 'installation'],
  explains: [
    'external-ip/quota-spent',
    'external-ip/pool-full',
    'external-ip/not-reported',
    'external-ip/not-ready',
  ],
  check: (ip: ExternalIp, { installation }) => {
    const type = impossibleType(ip, installation)
    if (type === undefined) return undefined
    const offered = installation.networkTypes
    const known = isNetworkType(type)
    const subject = refTo('ExternalIp', ip.meta)
    const evidence: Evidence[] = [
      { object: subject, field: 'spec.externalNetworkType', value: type },
      {
        object: { kind: 'Installation', name: 'this installation' },
        field: 'network types offered',
        value: list(offered),
      },
    ]
    const { name } = ip.meta
    return {
      severity: 'broken',
      // What is offered is told by the operator's configuration, not by the pools themselves.
      certainty: known ? 'likely' : 'proven',
      subject,
      title: known ? `This installation offers no ${type} addresses` : `“${type}” is not a network type`,
      short: known
        ? `No address: ${type} is not offered here`
        : `No address: “${type}” is not a network type`,
      explanation: known
        ? `${name} asks for a ${type} address and no pool here gives one, so it stays without an address. The type of an External IP cannot be changed.`
        : `${name} asks for a type that no pool has, so it will never get an address. The type of an External IP cannot be changed; delete it and create one with ${list(offered, 'or')}.`,
      evidence,
      remedies: [
        { words: `Delete ${name}`, action: { type: 'delete-external-ip', name } },
        {
          words: 'Create an External IP with an offered type',
          action: { type: 'create-external-ip', networkType: suggestedType(installation) },
        },
      ],
    }
  },
})
