import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import { classes } from '../classes.ts'
import styles from './FacetControl.module.css'

/** What the menu needs to know of `TableSettings`. */
export interface Settings {
  readonly columns: readonly { readonly id: string }[]
  readonly choices: readonly { readonly id: string; readonly header: string }[]
  readonly toggleColumn: (id: string) => void
  readonly compact: boolean
  readonly toggleCompact: () => void
  readonly usual: boolean
  readonly reset: () => void
}

interface SettingsMenuProps {
  settings: Settings
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** Which columns show and how high rows are. */
export function SettingsMenu({ settings, anchor, onClose }: SettingsMenuProps) {
  const { columns, choices, toggleColumn, compact, toggleCompact, usual, reset } = settings
  return (
    <Menu
      open
      anchorEl={() => anchor.current}
      onClose={onClose}
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
