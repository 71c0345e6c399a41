import { useMemo } from 'react'
import { Outlet } from 'react-router'
import { GatewayContext } from './gateway-context.ts'
import { listenerRows, routeRows } from './gateway-rows.ts'
import { useGateways } from './use-gateways.ts'

/** Follows the shared Gateway for the pages of its listeners and its routes. */
export function Component() {
  const { view, gateways, unseen, unreadable } = useGateways()
  const here = useMemo(
    () => ({
      view,
      gateways,
      unseen,
      unreadable,
      listeners: gateways && listenerRows(gateways),
      routes: gateways && routeRows(gateways),
    }),
    [view, gateways, unseen, unreadable],
  )
  return (
    <GatewayContext value={here}>
      <Outlet />
    </GatewayContext>
  )
}
