import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { FOLLOWED, FOLLOWING_VERBS } from '../cluster/resource.ts'

/** Strict: whatever else a rule can say would allow more, or less, than is compared. */
const clusterRole = z.object({
  kind: z.literal('ClusterRole'),
  rules: z.array(
    z.strictObject({
      apiGroups: z.array(z.string()),
      resources: z.array(z.string()),
      verbs: z.array(z.string()),
    }),
  ),
})

/** What the role allows that people apply for the server, as `verb group/plural`, sorted. */
export function permissionsOfRole(): string[] {
  const file = join(import.meta.dirname, '../../../../deploy/clusterrole.yaml')
  const documents = parseAllDocuments(readFileSync(file, 'utf8'))
  const role = documents.find((one) => one.get('kind') === 'ClusterRole')
  const { rules } = clusterRole.parse(role?.toJS())
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => permission({ verb, group, resource }))),
      ),
    )
    .sort()
}

/** What the server needs for what it follows. */
export function permissionsNeeded(): string[] {
  return FOLLOWED.flatMap(({ group, plural }) =>
    FOLLOWING_VERBS.map((verb) => permission({ verb, group, resource: plural })),
  ).sort()
}

/** A right in words that can be compared: `list kube-dc.com/eips`. */
export function permission(of: {
  readonly verb: string
  readonly group: string
  readonly resource: string
}): string {
  return `${of.verb} ${of.group}/${of.resource}`
}
