import { lazy, Suspense, useRef, useState } from 'react'
import { PlainButton } from '../parts/PlainButton.tsx'
import { prepared } from '../parts/prepared.ts'
import type { AccountCardProps } from './AccountCard.tsx'
import styles from './AccountMenu.module.css'

const loadCard = async () => ({ default: (await import('./AccountCard.tsx')).AccountCard })

const AccountCard = lazy(loadCard)

const PREPARED = prepared(loadCard)

type AccountMenuProps = Omit<AccountCardProps, 'anchor' | 'onClose'>

/** Who is signed in, with which groups and role, and the way out. */
export function AccountMenu(props: AccountMenuProps) {
  const { person } = props
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <PlainButton
        ref={button}
        className={styles.button}
        aria-label={`Account of ${person.username}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
        {...PREPARED}
      >
        <span className={styles.avatar}>
          <PersonIcon />
        </span>
        <span className={styles.username}>{person.username}</span>
      </PlainButton>
      {open && (
        <Suspense>
          <AccountCard {...props} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}

function PersonIcon() {
  return (
    <svg
      viewBox="0 0 16 16"
      width="16"
      height="16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      aria-hidden="true"
    >
      <circle cx="8" cy="5.5" r="2.7" />
      <path d="M3 13.5c.6-2.6 2.5-4 5-4s4.4 1.4 5 4" strokeLinecap="round" />
    </svg>
  )
}
