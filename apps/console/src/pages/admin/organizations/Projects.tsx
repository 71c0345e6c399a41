import {
  nameOf,
  type OrganizationUsage,
  type ProjectUsage,
} from '@kube-dc/networking/pools/organization-usage'
import type { UsageCount } from '@kube-dc/networking/pools/report'
import { paths } from '../../../app/paths.ts'
import { CellLink } from '../../../parts/CellLink.tsx'
import { SmallTable, type SmallColumn } from '../../../parts/SmallTable.tsx'
import { Text } from '../../../parts/Text.tsx'

interface Line {
  readonly organization: string
  readonly usage: ProjectUsage
}

function NameCell({ line: { organization, usage } }: { line: Line }) {
  const { project } = usage
  if (project === undefined) return <Text tone="2">the Organization’s own namespace</Text>
  return <CellLink to={paths.externalIps({ organization, project })}>{project}</CellLink>
}

function figure(header: string, id: string, of: (usage: ProjectUsage) => number): SmallColumn<Line> {
  return { id, header, align: 'end', cell: ({ usage }) => of(usage).toLocaleString('en') }
}

const open = (of: keyof UsageCount) => (usage: ProjectUsage) => usage.public[of]

const COLUMNS: readonly SmallColumn<Line>[] = [
  { id: 'name', header: 'Project', cell: (line) => <NameCell line={line} /> },
  {
    id: 'namespace',
    header: 'Namespace',
    cell: ({ usage: { namespace } }) =>
      namespace === undefined ? (
        <Text tone="3">none yet</Text>
      ) : (
        <Text mono tone="2">
          {namespace}
        </Text>
      ),
  },
  figure('Public', 'public', open('held')),
  figure('Idle', 'idle', open('idle')),
  figure('Waiting', 'waiting', open('waiting')),
  figure('Cloud', 'cloud', ({ cloud }) => cloud.held),
  figure('Type not told', 'untyped', ({ untyped }) => untyped.held),
]

/** What each Project of an Organization holds, counted now. */
export function Projects({ usage: { name, projects } }: { usage: OrganizationUsage }) {
  if (projects.length === 0) return <p>{name} has no Project.</p>
  return (
    <SmallTable
      label={`Projects of ${name}`}
      columns={COLUMNS}
      rows={projects.map((usage) => ({ organization: name, usage }))}
      rowId={({ usage }) => usage.namespace ?? `${name}/${nameOf(usage)}`}
    />
  )
}
