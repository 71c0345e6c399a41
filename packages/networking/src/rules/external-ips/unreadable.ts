import type { Unreadable } from '../../model/unreadable.ts'
import { refTo } from '../finding.ts'
import { rule } from '../rule.ts'

const SHOWN = 5

/** An object that the model cannot read: shown with the reason instead of left out. */
export const unreadableRule = rule({
  id: 'external-ip/unreadable',
  title: 'The object does not have the shape of an External IP',
  source: ['kube-dc.md §2.1'],
  needs: ['external-ips'],
  check: ({ meta, problems }: Unreadable) => {
    const subject = refTo('ExternalIp', meta)
    return {
      severity: 'broken',
      certainty: 'proven',
      subject,
      title: `${meta.name} cannot be read`,
      short: 'Cannot be read: the object is malformed',
      explanation:
        'The cluster holds this object in a shape that the console does not know, so nothing is said about its address. It may have been written by a newer version of the platform.',
      evidence: problems
        .slice(0, SHOWN)
        .map((problem) => ({ object: subject, field: 'object', value: problem })),
      remedies: [{ words: 'Look at its YAML and report what is listed here to the platform’s operators' }],
    }
  },
})
