import type { Problem } from '@kube-dc/api/problem'
import type { ReactNode } from 'react'
import { ActionButton } from './ActionButton.tsx'
import { Finding } from './Finding.tsx'

interface ProblemBoxProps {
  /** What could not be done, in the reader's words: "The External IPs could not be read". */
  title: string
  problem: Pick<Problem, 'error' | 'requestId'>
  /** Offered where trying again makes sense. */
  onRetry?: (() => void) | undefined
  retryLabel?: string
  /** More that helps: a link to another page, what was kept. */
  children?: ReactNode
}

/** What the server answered instead of what was asked, with what to do next. The server's words are shown as text. */
export function ProblemBox({ title, problem, onRetry, retryLabel = 'Try now', children }: ProblemBoxProps) {
  return (
    <div role="alert">
      <Finding
        state="broken"
        title={title}
        tinted
        evidence={
          problem.requestId === '' ? [] : [{ label: 'Request', value: problem.requestId, mono: true }]
        }
        remedies={onRetry && <ActionButton onClick={onRetry}>{retryLabel}</ActionButton>}
      >
        <p>{problem.error}</p>
        {children}
      </Finding>
    </div>
  )
}
