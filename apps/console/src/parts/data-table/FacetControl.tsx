import ButtonBase from '@mui/material/ButtonBase'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { Check, ChevronDown } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { classes } from '../classes.ts'
import { StateGlyph } from '../StateGlyph.tsx'
import styles from './FacetControl.module.css'
import type { FacetChoice, FacetOption } from './types.ts'

interface FacetControlProps {
  facet: FacetChoice
  chosen: readonly string[]
  /** Rows by value. */
  counts: ReadonlyMap<string, number> | undefined
  onChange: (values: readonly string[]) => void
}

/** One facet: a switch where it has one value, else a menu. */
export function FacetControl(props: FacetControlProps) {
  const [only, second] = props.facet.options
  return only && !second ? <FacetSwitch {...props} option={only} /> : <FacetMenu {...props} />
}

function FacetSwitch({
  facet,
  option,
  chosen,
  counts,
  onChange,
}: FacetControlProps & { option: FacetOption }) {
  const on = chosen.includes(option.value)
  // Not known while the rows load.
  const count = counts && (counts.get(option.value) ?? 0)
  return (
    <ButtonBase
      className={classes(styles.facet, on && styles.on)}
      aria-pressed={on}
      onClick={() => onChange(on ? [] : [option.value])}
    >
      {facet.glyph && count !== undefined && count > 0 && <StateGlyph state={facet.glyph} size={12} />}
      {option.label} {count?.toLocaleString('en')}
    </ButtonBase>
  )
}

function FacetMenu({ facet, chosen, counts, onChange }: FacetControlProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const words = facet.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)

  function toggle(value: string): void {
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
  }

  return (
    <>
      <ButtonBase
        ref={button}
        id={id}
        className={classes(styles.facet, words.length > 0 && styles.on)}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {words.length > 0 ? `${facet.label}: ${words.join(', ')}` : facet.label}
        <ChevronDown />
      </ButtonBase>
      {open && (
        <Menu
          open
          anchorEl={() => button.current}
          onClose={() => setOpen(false)}
          slotProps={{ list: { 'aria-labelledby': id } }}
        >
          {facet.options.map((option) => (
            <MenuItem
              key={option.value}
              role="menuitemcheckbox"
              aria-checked={chosen.includes(option.value)}
              onClick={() => toggle(option.value)}
            >
              <Check
                strokeWidth={1.8}
                className={chosen.includes(option.value) ? styles.tick : styles.noTick}
              />
              <span className={styles.option}>{option.label}</span>
              <span className={styles.number}>{(counts?.get(option.value) ?? 0).toLocaleString('en')}</span>
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  )
}
