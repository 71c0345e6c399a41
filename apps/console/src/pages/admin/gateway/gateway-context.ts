import { createContext, useContext } from 'react'
import type { ListenerRow, RouteRow } from './gateway-rows.ts'
import type { Gateways } from './use-gateways.ts'

/** What the pages of the Gateway show. The rows of both tables are undefined while anything is still on its way. */
export interface GatewayHere extends Gateways {
  readonly listeners: readonly ListenerRow[] | undefined
  readonly routes: readonly RouteRow[] | undefined
}

export const GatewayContext = createContext<GatewayHere | undefined>(undefined)

/** What is shown; only under `GatewayPage`. */
export function useGatewayHere(): GatewayHere {
  const here = useContext(GatewayContext)
  if (!here) throw new Error('There is no GatewayPage above this component')
  return here
}
