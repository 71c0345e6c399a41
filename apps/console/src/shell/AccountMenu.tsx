import type { Person } from '@kube-dc/api/session'

interface AccountMenuProps {
  person: Pick<Person, 'username' | 'name' | 'email' | 'organization' | 'groups'>
  /** The role in the open Project, in words. */
  role?: string | undefined
  onSignOut(): void
}

/** Who is signed in, with what, and the way out. */
export function AccountMenu({ person, onSignOut }: AccountMenuProps) {
  return (
    <button type="button" onClick={onSignOut}>
      {person.username}
    </button>
  )
}
