import type { Platform } from '@kube-dc/api/session'
import { createContext, useContext } from 'react'

/** What the pages of the provider's side know of who looks at them. */
export type PlatformHere = Extract<Platform, { readonly pools: true }>

export const PlatformContext = createContext<PlatformHere | undefined>(undefined)

/** Who may do what on the provider's side; only under `AdminPage`. */
export function usePlatformHere(): PlatformHere {
  const platform = useContext(PlatformContext)
  if (!platform) throw new Error('There is no AdminPage above this component')
  return platform
}
