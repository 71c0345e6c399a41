import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useId, useRef, useState } from 'react'
import { classes } from '../classes.ts'
import { PlainButton } from '../PlainButton.tsx'
import { StateGlyph } from '../StateGlyph.tsx'
import styles from './FacetControl.module.css'
import type { FacetChoice, FacetOption } from './types.ts'

const FacetMenu = lazy(async () => ({ default: (await import('./FacetMenu.tsx')).FacetMenu }))

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
  return only && !second ? <FacetSwitch {...props} option={only} /> : <FacetButton {...props} />
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
    <PlainButton
      className={classes(styles.facet, on && styles.on)}
      aria-pressed={on}
      onClick={() => onChange(on ? [] : [option.value])}
    >
      {facet.glyph && count !== undefined && count > 0 && <StateGlyph state={facet.glyph} size={12} />}
      {option.label} {count?.toLocaleString('en')}
    </PlainButton>
  )
}

function FacetButton({ facet, chosen, counts, onChange }: FacetControlProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const id = useId()
  const words = facet.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)

  function toggle(value: string): void {
    onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value])
  }

  return (
    <>
      <PlainButton
        ref={button}
        id={id}
        className={classes(styles.facet, words.length > 0 && styles.on)}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        {words.length > 0 ? `${facet.label}: ${words.join(', ')}` : facet.label}
        <ChevronDown />
      </PlainButton>
      {open && (
        <Suspense>
          <FacetMenu
            options={facet.options}
            chosen={chosen}
            counts={counts}
            labelId={id}
            anchor={button}
            onToggle={toggle}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  )
}
