import { ApiError } from '@kube-dc/api/client'
import { useRouteError } from 'react-router'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Finding } from '../parts/Finding.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'

const reload = () => window.location.reload()

/** Why a route could not be shown, and what to do. */
export function ErrorWords() {
  const error = useRouteError()
  if (error instanceof ApiError) {
    return <ProblemBox title="The console cannot begin" problem={error.problem} onRetry={reload} />
  }
  const remedies = <ActionButton onClick={reload}>Load the page anew</ActionButton>
  if (isMissingCode(error)) {
    return (
      <Finding state="broken" title="A part of the console did not load" tinted remedies={remedies}>
        <p>The connection failed, or the console was updated since this tab was opened. Drafts are kept.</p>
      </Finding>
    )
  }
  const fault = error instanceof Error ? error.message : 'unknown'
  return (
    <Finding
      state="broken"
      title="The console has a fault here"
      tinted
      evidence={[{ label: 'Fault', value: fault, mono: true }]}
      remedies={remedies}
    >
      <p>It is not caused by you, and nothing in your Project has changed by it. Drafts are kept.</p>
    </Finding>
  )
}

/** Code or styles of a page that did not arrive: browsers and Vite tell it by their own sentences only. */
function isMissingCode(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported module|module script failed|preload CSS/i.test(error.message)
  )
}
