import type { KindName } from '../model/kinds.ts'
import type { Unreadable } from '../model/unreadable.ts'
import { REF_TITLES, refTo, type RefKind } from './finding.ts'
import { rule } from './rule.ts'

const SHOWN = 5

/** Objects that the model cannot read are shown with the reason instead of left out; the kinds differ in words only. */
function unreadableRuleOf<const Id extends string>(id: Id, kind: RefKind, needs: KindName, source: string) {
  return rule({
    id,
    title: `The object does not have the shape of ${/^[AEIO]/.test(REF_TITLES[kind]) ? 'an' : 'a'} ${REF_TITLES[kind]}`,
    source: [source],
    needs: [needs],
    check: ({ meta, problems }: Unreadable) => {
      const subject = refTo(kind, meta)
      return {
        severity: 'broken',
        certainty: 'proven',
        subject,
        title: `${meta.name} cannot be read`,
        short: 'Cannot be read: the object is malformed',
        explanation:
          'The cluster holds this object in a shape that the console does not know, so nothing is said about it. It may have been written by a newer version of the platform.',
        evidence: problems
          .slice(0, SHOWN)
          .map((problem) => ({ object: subject, field: 'object', value: problem })),
        remedies: [{ words: 'Look at its YAML and report what is listed here to the platform’s operators' }],
      }
    },
  })
}

export const unreadableExternalIpRule = unreadableRuleOf(
  'external-ip/unreadable',
  'ExternalIp',
  'external-ips',
  'kube-dc.md §2.1',
)
export const unreadableServiceRule = unreadableRuleOf(
  'load-balancer/unreadable',
  'Service',
  'services',
  'kube-dc.md §4',
)
export const unreadableFloatingIpRule = unreadableRuleOf(
  'floating-ip/unreadable',
  'FloatingIp',
  'floating-ips',
  'kube-dc.md §2.2',
)
