import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Check, Columns3, Download } from 'lucide-react'
import { memo, useRef, useState } from 'react'
import { classes } from '../classes.ts'
import { IconButton } from '../IconButton.tsx'
import styles from './FacetControl.module.css'

/** What the menu needs to know of `TableSettings`. */
interface Settings {
  readonly columns: readonly { readonly id: string }[]
  readonly choices: readonly { readonly id: string; readonly header: string }[]
  readonly toggleColumn: (id: string) => void
  readonly compact: boolean
  readonly toggleCompact: () => void
  readonly usual: boolean
  readonly reset: () => void
}

interface TableToolsProps {
  settings: Settings | undefined
  onExport: (() => void) | undefined
}

/** How the table looks for this person, and the way out of it as a file. */
export const TableTools = memo(function TableTools({ settings, onExport }: TableToolsProps) {
  return (
    <>
      {settings && <SettingsMenu settings={settings} />}
      {onExport && <IconButton label="Export what is shown as CSV" icon={<Download />} onClick={onExport} />}
    </>
  )
})

function SettingsMenu({ settings }: { settings: Settings }) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const { columns, choices, toggleColumn, compact, toggleCompact, usual, reset } = settings
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
        <Menu
          open
          anchorEl={() => button.current}
          onClose={() => setOpen(false)}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
          transformOrigin={{ vertical: 'top', horizontal: 'right' }}
          slotProps={{ list: { 'aria-label': 'Columns and row height' } }}
        >
          {choices.map(({ id, header }) => (
            <Tick
              key={id}
              label={header}
              on={columns.some((column) => column.id === id)}
              onToggle={() => toggleColumn(id)}
            />
          ))}
          {choices.length > 0 && <li role="separator" className={styles.separator} />}
          <Tick label="Compact rows" on={compact} onToggle={toggleCompact} />
          <MenuItem aria-disabled={usual || undefined} onClick={reset}>
            <Check className={styles.noTick} />
            <span className={classes(styles.option, usual && styles.quiet)}>As usual</span>
          </MenuItem>
        </Menu>
      )}
    </>
  )
}

interface TickProps {
  label: string
  on: boolean
  onToggle: () => void
}

// The ref is MUI's: its menu moves focus among its items.
function Tick({ label, on, onToggle, ...menu }: TickProps) {
  return (
    <MenuItem {...menu} role="menuitemcheckbox" aria-checked={on} onClick={onToggle}>
      <Check strokeWidth={1.8} className={on ? styles.tick : styles.noTick} />
      <span className={styles.option}>{label}</span>
    </MenuItem>
  )
}
