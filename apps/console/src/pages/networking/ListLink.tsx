import { CellLink } from '../../parts/CellLink.tsx'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'

interface ListLinkProps {
  kind: ListKind
  name: string
}

/** A link to the details of an object of the open Project; inside a table the arrow keys lead to it. */
export function ListLink({ kind, name }: ListLinkProps) {
  const { params } = useProject()
  return <CellLink to={LISTS[kind].one(params, name)}>{name}</CellLink>
}
