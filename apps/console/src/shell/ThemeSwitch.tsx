import { IconButton } from '../parts/IconButton.tsx'
import { useColorMode } from '../theme/Theme.tsx'

/** From light to dark and back; the system decides until it is pressed first. */
export function ThemeSwitch() {
  const { shown, setMode } = useColorMode()
  const next = shown === 'dark' ? 'light' : 'dark'
  return <IconButton label={`Switch to ${next}`} icon={<HalfDisc />} onClick={() => setMode(next)} />
}

function HalfDisc() {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.8" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M8 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor" />
    </svg>
  )
}
