import { CommandPalette } from '../../parts/command-palette/CommandPalette.tsx'
import { personKey, useSession } from '../../session/session-query.ts'
import { SEARCH_WORDS } from '../../shell/Search.tsx'
import { usePaletteSources } from './use-palette-sources.tsx'

/** The command palette with everything of this console; loaded when it is first opened. */
export function ConsolePalette({ onClose }: { onClose: () => void }) {
  const { person } = useSession()
  const sources = usePaletteSources()
  return (
    <CommandPalette
      sources={sources}
      person={personKey(person)}
      placeholder={SEARCH_WORDS}
      onClose={onClose}
    />
  )
}
