import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import { metaOf } from '@kube-dc/networking/joins/meta-of'
import { RowMenuButton, type MenuPlace } from '../networking/RowMenuButton.tsx'

const ExternalIpMenu = lazy(async () => ({ default: (await import('./ExternalIpMenu.tsx')).ExternalIpMenu }))

interface RowMenuProps {
  view: Views['external-ips']
  place?: MenuPlace
}

/** What can be done with one External IP. */
export function RowMenu({ view, place = 'row' }: RowMenuProps) {
  return (
    <RowMenuButton name={metaOf(view).name} place={place}>
      {(menu) => <ExternalIpMenu view={view} {...menu} />}
    </RowMenuButton>
  )
}
