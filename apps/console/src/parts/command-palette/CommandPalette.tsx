import Dialog from '@mui/material/Dialog'
import { Search } from 'lucide-react'
import { useId, useMemo, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { z } from 'zod'
import { useStored } from '../stored.ts'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import styles from './CommandPalette.module.css'
import { findItems, itemsOf, type FoundGroup } from './find-items.ts'
import { Results } from './Results.tsx'
import type { PaletteItem, PaletteSource } from './types.ts'

/** Remembered for the next time; the first of them are offered. */
const REMEMBERED = 5

const ids = z.array(z.string())
const NO_IDS: readonly string[] = []

interface CommandPaletteProps {
  /** The same array as long as it says the same. */
  sources: readonly PaletteSource[]
  /** Key of the person who is signed in: what was chosen lately is theirs. */
  person: string
  placeholder: string
  /** Offers something for whatever is typed, after all that was found; the same function as long as it says the same. */
  offer?: ((typed: string) => PaletteItem) | undefined
  onClose: () => void
}

/** Goes anywhere and does anything by typing its name or address. A combobox with a list box, as WAI-ARIA has it. */
export function CommandPalette({ sources, person, placeholder, offer, onClose }: CommandPaletteProps) {
  const id = useId()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const [recent = NO_IDS, setRecent] = useStored(`kube-dc.recent:${person}`, ids)
  const groups = useMemo(() => groupsOf(sources, typed, recent, offer), [sources, typed, recent, offer])
  const items = groups.flatMap((group) => group.items)
  // Live objects come and go under the choice.
  const at = Math.min(active, items.length - 1)

  function choose(item: PaletteItem): void {
    // What was offered for what was typed is not there to come back to.
    if (itemsOf(sources, [item.id]).length > 0)
      setRecent([item.id, ...recent.filter((other) => other !== item.id)].slice(0, REMEMBERED))
    onClose()
    if (item.to !== undefined) void navigate(item.to)
    else item.run?.()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      onClose()
      return
    }
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && items.length > 0) {
      event.preventDefault()
      setActive((at + step + items.length) % items.length)
    }
    const item = items[at]
    if (event.key === 'Enter' && item) {
      event.preventDefault()
      choose(item)
    }
  }

  const total = groups.reduce((sum, group) => sum + group.total, 0)
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={`${id}-title`}
      slotProps={{
        container: { className: styles.container ?? '' },
        paper: { className: styles.paper ?? '' },
      }}
    >
      <VisuallyHidden>
        <h2 id={`${id}-title`}>Search</h2>
      </VisuallyHidden>
      <div className={styles.box} onKeyDown={onKeyDown}>
        <Search />
        <input
          type="text"
          autoFocus
          role="combobox"
          className={styles.input}
          aria-label={placeholder}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
          placeholder={placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
          }}
        />
        <kbd className={styles.key} aria-hidden="true">
          Esc
        </kbd>
      </div>
      <Results id={id} groups={groups} active={at} onActive={setActive} onChoose={choose} />
      {items.length === 0 && (
        <p className={styles.note}>
          {typed.trim() === '' ? 'Nothing to go to yet.' : `Nothing matches “${typed.trim()}”.`}
        </p>
      )}
      {sources.map(
        ({ id: source, note }) =>
          note !== undefined && (
            <p key={source} className={styles.note}>
              {note}
            </p>
          ),
      )}
      <div role="status">
        <VisuallyHidden>{typed.trim() === '' ? '' : `${total.toLocaleString('en')} found.`}</VisuallyHidden>
      </div>
    </Dialog>
  )
}

/** Before anything is typed, what was chosen lately comes first, and is not repeated below. */
function groupsOf(
  sources: readonly PaletteSource[],
  typed: string,
  recent: readonly string[],
  offer: CommandPaletteProps['offer'],
): readonly FoundGroup[] {
  const found = findItems(sources, typed)
  const query = typed.trim()
  if (query !== '') {
    return offer ? [...found, { id: 'offer', label: 'Elsewhere', items: [offer(query)], total: 1 }] : found
  }
  const again = itemsOf(sources, recent)
  if (again.length === 0) return found
  const others = found.map((group) => ({
    ...group,
    items: group.items.filter((item) => !again.includes(item)),
  }))
  return [
    { id: 'recent', label: 'Recent', items: again, total: again.length },
    ...others.filter(({ items }) => items.length > 0),
  ]
}
