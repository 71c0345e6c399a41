import type { Person } from '@kube-dc/api/session'
import Popover from '@mui/material/Popover'
import type { RefObject } from 'react'
import { ActionButton } from '../parts/ActionButton.tsx'
import { Fact, KeyValue } from '../parts/KeyValue.tsx'
import styles from './AccountMenu.module.css'

export interface AccountCardProps {
  person: Pick<Person, 'username' | 'name' | 'email' | 'organization' | 'groups'>
  /** The role in the open Project, in words. */
  role?: string | undefined
  onSignOut: () => void
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** Under the account's button: who this is, with which groups and role, and the way out. */
export function AccountCard({ person, role, onSignOut, anchor, onClose }: AccountCardProps) {
  return (
    <Popover
      open
      anchorEl={() => anchor.current}
      onClose={onClose}
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
  )
}
