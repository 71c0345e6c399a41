import { Link } from 'react-router'
import { PageBody, PageHead } from '../shell/PageHead.tsx'
import { ConsoleShell } from './ConsoleShell.tsx'
import { paths } from './paths.ts'

/** The words for an address that leads nowhere, for use inside a shell. */
function NoSuchPage() {
  return (
    <>
      <PageHead title="No such page" />
      <PageBody>
        <p>
          This address leads nowhere in the console. <Link to={paths.home()}>Go to your Projects</Link>.
        </p>
      </PageBody>
    </>
  )
}

/** An address outside of any Project that leads nowhere. */
export function NotFound() {
  return (
    <ConsoleShell>
      <NoSuchPage />
    </ConsoleShell>
  )
}
