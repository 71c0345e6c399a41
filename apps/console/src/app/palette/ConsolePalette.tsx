import type { PaletteItem } from '../../parts/command-palette/types.ts'
import { CommandPalette } from '../../parts/command-palette/CommandPalette.tsx'
import { personKey, useSession } from '../../session/session-query.ts'
import { usePlatform } from '../../session/use-platform.ts'
import { SEARCH_WORDS } from '../../shell/Search.tsx'
import { paths } from '../paths.ts'
import { usePaletteSources } from './use-palette-sources.tsx'

/** The command palette with everything of this console; loaded when it is first opened. */
export function ConsolePalette({ onClose }: { onClose: () => void }) {
  const { person } = useSession()
  const sources = usePaletteSources()
  const platform = usePlatform()
  return (
    <CommandPalette
      sources={sources}
      person={personKey(person)}
      placeholder={SEARCH_WORDS}
      offer={platform?.pools ? whoHolds : undefined}
      onClose={onClose}
    />
  )
}

/** Platform staff may ask who holds anything. */
function whoHolds(typed: string): PaletteItem {
  return { id: 'who-holds', name: `Who holds ${typed}?`, kind: 'Admin', to: paths.adminHolders(typed) }
}
