import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Check } from 'lucide-react'
import type { RefObject } from 'react'
import styles from './FacetControl.module.css'
import type { FacetOption } from './types.ts'

interface FacetMenuProps {
  options: readonly FacetOption[]
  chosen: readonly string[]
  /** Rows by value. */
  counts: ReadonlyMap<string, number> | undefined
  /** Of what names the menu. */
  labelId: string
  anchor: RefObject<HTMLButtonElement | null>
  onToggle: (value: string) => void
  onClose: () => void
}

/** The values of one facet, each with how many rows have it. */
export function FacetMenu(props: FacetMenuProps) {
  const { options, chosen, counts, labelId, anchor, onToggle, onClose } = props
  return (
    <Menu
      open
      anchorEl={() => anchor.current}
      onClose={onClose}
      slotProps={{ list: { 'aria-labelledby': labelId } }}
    >
      {options.map((option) => (
        <MenuItem
          key={option.value}
          role="menuitemcheckbox"
          aria-checked={chosen.includes(option.value)}
          onClick={() => onToggle(option.value)}
        >
          <Check strokeWidth={1.8} className={chosen.includes(option.value) ? styles.tick : styles.noTick} />
          <span className={styles.option}>{option.label}</span>
          <span className={styles.number}>{(counts?.get(option.value) ?? 0).toLocaleString('en')}</span>
        </MenuItem>
      ))}
    </Menu>
  )
}
