import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'
import type { RefObject } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths, withListState } from '../../app/paths.ts'
import { useNow } from '../../parts/clock.ts'
import { announce } from '../../parts/announcer.ts'
import { useAccess, useOfflineReason } from '../../session/use-access.ts'
import { useProject } from '../project/project-context.ts'
import styles from './RowMenu.module.css'

interface RowMenuItemsProps {
  ip: ExternalIp | Unreadable
  place: 'row' | 'panel'
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** The open menu. An item that cannot be used stays, with its reason under it. */
export function RowMenuItems({ ip, place, anchor, onClose }: RowMenuItemsProps) {
  const { params, project, namespace } = useProject()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const minute = useNow((now) => Math.floor(now / 60_000))
  const navigate = useNavigate()
  const { search } = useLocation()
  const { name } = ip.meta
  const address = ip.kind === 'ExternalIp' ? ip.address : undefined
  const verdict = canDeleteExternalIp(ip, { access, project: project.name, now: minute * 60_000 })
  const reason = verdict.allowed ? offline : verdict.reason

  function go(path: string): void {
    onClose()
    void navigate(withListState(path, search), { state: { from: place } })
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
      {place === 'row' && <MenuItem onClick={() => go(paths.externalIp(params, name))}>Open</MenuItem>}
      {address !== undefined && <MenuItem onClick={() => void copy(address)}>Copy {address}</MenuItem>}
      <MenuItem
        aria-disabled={reason !== undefined || undefined}
        className={reason === undefined ? styles.danger : styles.blocked}
        onClick={() => {
          if (reason === undefined) go(paths.deleteExternalIp(params, name))
        }}
      >
        <span>
          Delete {name}…{reason !== undefined && <span className={styles.reason}>{reason}</span>}
        </span>
      </MenuItem>
    </Menu>
  )
}
