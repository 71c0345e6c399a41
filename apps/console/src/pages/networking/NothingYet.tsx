import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { Empty } from '../../parts/Empty.tsx'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'

interface NothingYetProps {
  kind: ListKind
  /** One sentence on what the thing is. */
  what: string
  /** How one is made. */
  action: ReactNode
}

/** In place of an empty list: what it would hold, and the way for those who know the method and for those who do not. */
export function NothingYet({ kind, what, action }: NothingYetProps) {
  const { params } = useProject()
  return (
    <Empty
      what={what}
      here={
        <>
          {params.project} has none yet. Whether you need one,{' '}
          <Link to={paths.expose(params, { answer: LISTS[kind].answer })}>what you expose</Link> tells.
        </>
      }
      action={action}
    />
  )
}
