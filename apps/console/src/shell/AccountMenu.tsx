import type { Person } from '@kube-dc/api/session'
import ButtonBase from '@mui/material/ButtonBase'
import Popover from '@mui/material/Popover'
import { useRef, useState } from 'react'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Fact, KeyValue } from '../parts/KeyValue.tsx'
import styles from './AccountMenu.module.css'

interface AccountMenuProps {
  person: Pick<Person, 'username' | 'name' | 'email' | 'organization' | 'groups'>
  /** The role in the open Project, in words. */
  role?: string | undefined
  onSignOut: () => void
}

/** Who is signed in, with which groups and role, and the way out. */
export function AccountMenu({ person, role, onSignOut }: AccountMenuProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <ButtonBase
        ref={button}
        className={styles.button}
        aria-label={`Account of ${person.username}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(true)}
      >
        <span className={styles.avatar}>
          <PersonIcon />
        </span>
        <span className={styles.username}>{person.username}</span>
      </ButtonBase>
      <Popover
        open={open}
        anchorEl={() => button.current}
        onClose={() => setOpen(false)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': 'Account' } }}
      >
        <div className={styles.account}>
          <h2>{person.name}</h2>
          <KeyValue>
            {person.username !== person.name && <Fact label="User name">{person.username}</Fact>}
            {person.email !== undefined && <Fact label="Email">{person.email}</Fact>}
            <Fact label="Organization">{person.organization ?? 'none: platform staff'}</Fact>
            <Fact label="Groups">{person.groups.length > 0 ? person.groups.join(', ') : 'none'}</Fact>
            {role !== undefined && <Fact label="Role here">{role}</Fact>}
          </KeyValue>
          <ActionButton onClick={onSignOut}>Sign out</ActionButton>
        </div>
      </Popover>
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
