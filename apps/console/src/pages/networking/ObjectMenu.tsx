import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { useLocation, useNavigate } from 'react-router'
import { withListState } from '../../app/paths.ts'
import { announce } from '../../parts/announcer.ts'
import { useOfflineReason } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'
import { LISTS, type ListKind } from '../../app/lists.ts'
import styles from './ObjectMenu.module.css'
import type { OpenMenu } from './RowMenuButton.tsx'

/** Something that can be done with an object, in a form or dialog of its own. */
interface ObjectAction {
  /** Verb and name, with an ellipsis: "Delete uplink-a…". */
  readonly label: string
  readonly to: string
  /** Why it cannot be done. */
  readonly reason?: string | undefined
  /** It takes something away. */
  readonly danger?: boolean
  /** It leads to a page of its own, which knows nothing of this list's filters. */
  readonly leaves?: boolean
}

interface ObjectMenuProps extends OpenMenu {
  kind: ListKind
  name: string
  /** Can be copied. */
  address?: string | undefined
  actions: readonly ObjectAction[]
}

/** The open menu of one object. An item that cannot be used stays, with its reason under it. */
export function ObjectMenu({ kind, name, address, actions, place, anchor, onClose }: ObjectMenuProps) {
  const { params } = useProject()
  const navigate = useNavigate()
  const { search } = useLocation()

  function go(path: string, leaves = false): void {
    onClose()
    void navigate(leaves ? path : withListState(path, search), { state: { from: place } })
  }

  async function copy(text: string): Promise<void> {
    onClose()
    try {
      await navigator.clipboard.writeText(text)
      announce(`Copied ${text}.`)
    } catch {
      announce('The browser does not allow copying here.')
    }
  }

  return (
    <Menu
      open
      anchorEl={anchor.current}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
      transformOrigin={{ vertical: 'top', horizontal: 'right' }}
      // The row below the menu would take the click for its own.
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
    >
      {place === 'row' && <MenuItem onClick={() => go(LISTS[kind].one(params, name))}>Open</MenuItem>}
      {address !== undefined && <MenuItem onClick={() => void copy(address)}>Copy {address}</MenuItem>}
      {actions.map((action) => (
        <ActionItem key={action.label} action={action} onGo={go} />
      ))}
    </Menu>
  )
}

interface ActionItemProps {
  action: ObjectAction
  onGo: (path: string, leaves?: boolean) => void
}

// The rest is MUI's: its menu moves focus among its items.
function ActionItem({
  action: { label, to, danger = false, leaves = false, ...action },
  onGo,
  ...menu
}: ActionItemProps) {
  const offline = useOfflineReason()
  const reason = action.reason ?? offline
  const look = reason === undefined ? danger && styles.danger : styles.blocked
  return (
    <MenuItem
      {...menu}
      aria-disabled={reason !== undefined || undefined}
      {...(look && { className: look })}
      onClick={() => {
        if (reason === undefined) onGo(to, leaves)
      }}
    >
      <span>
        {label}
        {reason !== undefined && <span className={styles.reason}>{reason}</span>}
      </span>
    </MenuItem>
  )
}
