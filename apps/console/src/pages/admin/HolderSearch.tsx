import { useState, type SubmitEvent } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '../../app/paths.ts'
import { SearchBox } from '../../parts/SearchBox.tsx'
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
      <SearchBox label={WORDS} placeholder={WORDS} value={typed} onType={setTyped} />
    </form>
  )
}
