import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTabStop } from './tab-stop.ts'

/** A link inside a table's cell; the arrow keys lead to it from its row. Outside tables it is an ordinary link. */
export function CellLink({ to, children }: { to: string; children: ReactNode }) {
  const tabStop = useTabStop()
  return (
    <Link to={to} {...(tabStop !== undefined && { tabIndex: tabStop })}>
      {children}
    </Link>
  )
}
