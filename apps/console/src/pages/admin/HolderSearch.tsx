import { Search } from 'lucide-react'
import { useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import styles from './HolderSearch.module.css'

const WORDS = 'Who holds this address?'

/** Asks from any page of the provider's side who holds an address, or what somebody holds. */
export function HolderSearch() {
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')

  function ask(event: SubmitEvent): void {
    event.preventDefault()
    if (typed.trim() !== '') void navigate(paths.adminHolders(typed.trim()))
  }

  return (
    <form role="search" className={styles.form} onSubmit={ask}>
      <label className={styles.box}>
        <Search size={16} strokeWidth={1.5} />
        <input
          type="search"
          className={styles.input}
          aria-label={WORDS}
          placeholder={WORDS}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
    </form>
  )
}
