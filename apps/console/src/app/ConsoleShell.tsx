import { lazy, type ReactNode } from 'react'
import { useSession } from '../session/session-query.ts'
import { useSignOut } from '../session/use-sign-out.ts'
import { AccountMenu } from '../shell/AccountMenu.tsx'
import { Search } from '../shell/Search.tsx'
import { Shell } from '../shell/Shell.tsx'
import { TopBar } from '../shell/TopBar.tsx'
import { useLiveness } from './use-liveness.ts'

const loadPalette = async () => ({ default: (await import('./palette/ConsolePalette.tsx')).ConsolePalette })

const Palette = lazy(loadPalette)

/** Fetches its code early; that it cannot be had is told when it is opened. */
function prepare(): void {
  loadPalette().catch(() => {})
}

interface ConsoleShellProps {
  /** `ProjectSwitcher`, where the page has a Project. */
  switcher?: ReactNode
  /** `Rail`, where there is a section to go to. */
  rail?: ReactNode
  /** The person's role in the open Project. */
  role?: string | undefined
  children: ReactNode
}

/** The shell around every signed-in page, with what it shows of the session. */
export function ConsoleShell({ switcher, rail, role, children }: ConsoleShellProps) {
  const { person, installation } = useSession()
  const signOut = useSignOut()
  const live = useLiveness()
  return (
    <Shell
      lab={installation.lab}
      rail={rail}
      top={
        <TopBar
          switcher={switcher}
          search={<Search palette={Palette} onIntent={prepare} />}
          live={live}
          account={<AccountMenu person={person} role={role} onSignOut={signOut} />}
        />
      }
    >
      {children}
    </Shell>
  )
}
