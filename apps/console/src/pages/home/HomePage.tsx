import { ConsoleShell } from '../../app/ConsoleShell.tsx'
import { handle as routeHandle } from '../../app/route-handle.ts'
import { useSession } from '../../session/session-query.ts'
import { PageBody, PageHead } from '../../shell/PageHead.tsx'

export const handle = routeHandle({ title: () => 'No Projects, Kube-DC networking', page: 'home' })

/** For people without a Project; everybody else is led on by the loader. */
export function Component() {
  const { organization } = useSession().person
  return (
    <ConsoleShell>
      <PageHead title="No Projects yet" />
      <PageBody>
        <p>
          A Project is where networks, virtual machines and addresses live. You have no role in any Project
          {organization !== undefined && ` of ${organization}`}.
        </p>
        <p>
          {organization === undefined
            ? 'Whoever administers the platform can give you one.'
            : `An admin of ${organization} can create one or give you a role. A new role counts from your next sign-in.`}
        </p>
      </PageBody>
    </ConsoleShell>
  )
}
