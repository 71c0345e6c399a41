import type { ReactNode } from 'react'
import { BookOpen } from 'lucide-react'
import type { Liveness } from '../LiveIndicator.tsx'
import { AccountMenu } from '../../shell/AccountMenu.tsx'
import { NetworkingIcon } from '../../shell/NetworkingIcon.tsx'
import { ProjectSwitcher } from '../../shell/ProjectSwitcher.tsx'
import { Rail } from '../../shell/Rail.tsx'
import { Search } from '../../shell/Search.tsx'
import { Shell } from '../../shell/Shell.tsx'
import { TopBar } from '../../shell/TopBar.tsx'
import { GalleryPalette } from './GalleryPalette.tsx'

const PROJECTS = [
  { organization: 'nimbus', name: 'edge', ready: true, egressNetworkType: 'cloud' as const },
  { organization: 'nimbus', name: 'arena', ready: true, egressNetworkType: 'public' as const },
  { organization: 'harbor', name: 'depot', ready: false, egressNetworkType: 'cloud' as const },
]

interface GalleryShellProps {
  lab?: boolean
  live?: Liveness
  children: ReactNode
}

/** The shell around the gallery, with made-up people and Projects. */
export function GalleryShell({ lab = false, live = { state: 'live' }, children }: GalleryShellProps) {
  return (
    <Shell
      lab={lab}
      top={
        <TopBar
          home="/"
          live={live}
          search={<Search palette={GalleryPalette} />}
          switcher={
            <ProjectSwitcher
              current={{ organization: 'nimbus', name: 'edge' }}
              projects={PROJECTS}
              hrefOf={() => '/'}
              organizationHref={() => '/'}
            />
          }
          account={
            <AccountMenu
              person={{
                username: 'developer',
                name: 'Nimbus developer',
                organization: 'nimbus',
                groups: ['user', 'edge-developers'],
              }}
              role="developer"
              onSignOut={() => {}}
            />
          }
        />
      }
      rail={
        <Rail
          items={[
            { label: 'Networking', to: '/external-ips', section: '/external-ips', icon: <NetworkingIcon /> },
            { label: 'Learn', to: '/learn', section: '/learn', icon: <BookOpen size={20} /> },
          ]}
        />
      }
    >
      {children}
    </Shell>
  )
}
