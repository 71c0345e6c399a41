import { Columns3, Download } from 'lucide-react'
import { lazy, memo, Suspense, useRef, useState } from 'react'
import { IconButton } from '../IconButton.tsx'
import type { Settings } from './SettingsMenu.tsx'

const SettingsMenu = lazy(async () => ({ default: (await import('./SettingsMenu.tsx')).SettingsMenu }))

interface TableToolsProps {
  settings: Settings | undefined
  onExport: (() => void) | undefined
}

/** How the table looks for this person, and the way out of it as a file. */
export const TableTools = memo(function TableTools({ settings, onExport }: TableToolsProps) {
  return (
    <>
      {settings && <SettingsButton settings={settings} />}
      {onExport && <IconButton label="Export what is shown as CSV" icon={<Download />} onClick={onExport} />}
    </>
  )
})

function SettingsButton({ settings }: { settings: Settings }) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={button}
        label="Columns and row height"
        icon={<Columns3 />}
        popup="menu"
        expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <SettingsMenu settings={settings} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
