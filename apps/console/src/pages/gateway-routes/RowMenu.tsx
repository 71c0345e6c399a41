import type { GatewayRouteView } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import { RowMenuButton, type MenuPlace } from '../networking/RowMenuButton.tsx'

const GatewayRouteMenu = lazy(async () => ({
  default: (await import('./GatewayRouteMenu.tsx')).GatewayRouteMenu,
}))

interface RowMenuProps {
  view: GatewayRouteView
  place?: MenuPlace
}

/** What can be done with one gateway route. */
export function RowMenu({ view, place = 'row' }: RowMenuProps) {
  return (
    <RowMenuButton name={view.name} place={place}>
      {(menu) => <GatewayRouteMenu view={view} {...menu} />}
    </RowMenuButton>
  )
}
