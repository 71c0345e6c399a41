import { ApiError } from '@kube-dc/api/client'
import { Link, useRouteError } from 'react-router'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Finding } from '../parts/Finding.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { paths } from './paths.ts'
import styles from './PageError.module.css'

const reload = () => window.location.reload()

/** A page that could not be shown, in place of that page. */
export function PageError() {
  const error = useRouteError()
  return (
    <main className={styles.page}>
      <title>This page cannot be shown, Kube-DC networking</title>
      <h1>This page cannot be shown</h1>
      {error instanceof ApiError ? (
        <ProblemBox title="The console cannot begin" problem={error.problem} onRetry={reload} />
      ) : isMissingCode(error) ? (
        <Finding
          state="broken"
          title="A part of the console did not load"
          tinted
          remedies={<ActionButton onClick={reload}>Load the page anew</ActionButton>}
        >
          <p>The connection failed, or the console was updated since this tab was opened. Drafts are kept.</p>
        </Finding>
      ) : (
        <Finding
          state="broken"
          title="The console has a fault here"
          tinted
          evidence={[
            { label: 'Fault', value: error instanceof Error ? error.message : 'unknown', mono: true },
          ]}
          remedies={<ActionButton onClick={reload}>Load the page anew</ActionButton>}
        >
          <p>It is not caused by you, and nothing in your Project has changed by it. Drafts are kept.</p>
        </Finding>
      )}
      <p>
        <Link to={paths.home()}>Go to your Projects</Link>
      </p>
    </main>
  )
}

/** Browsers tell a module that did not arrive only by their own sentences. */
function isMissingCode(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script failed/i.test(error.message)
}
