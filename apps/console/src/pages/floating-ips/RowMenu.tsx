import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { RowMenuButton, type MenuPlace } from '../networking/RowMenuButton.tsx'

const FloatingIpMenu = lazy(async () => ({ default: (await import('./FloatingIpMenu.tsx')).FloatingIpMenu }))

interface RowMenuProps {
  view: Views['floating-ips']
  place?: MenuPlace
}

/** What can be done with one floating IP. */
export function RowMenu({ view, place = 'row' }: RowMenuProps) {
  return (
    <RowMenuButton name={metaOf(view).name} place={place}>
      {(menu) => <FloatingIpMenu view={view} {...menu} />}
    </RowMenuButton>
  )
}
