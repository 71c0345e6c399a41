import type { ReactNode } from 'react'
import { Finding } from './Finding.tsx'

interface PartialProps {
  /** Which kind is missing: "Certificates are not shown". */
  title: string
  /** Why, and what it makes unknown. */
  children: ReactNode
}

/** Part of the page may not be read; the rest is shown and true. */
export function Partial({ title, children }: PartialProps) {
  return (
    <Finding state="hidden" title={title}>
      {children}
    </Finding>
  )
}
