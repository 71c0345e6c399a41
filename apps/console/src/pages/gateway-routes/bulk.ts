import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import type { BulkOffer } from '../networking/bulk/bulk.ts'

export const BULK: BulkOffer<Views['gateway-routes']> = {
  kind: 'services',
  verb: 'patch',
  kept: () => undefined,
  Dialog: lazy(async () => ({ default: (await import('./RemoveGatewayRoutes.tsx')).RemoveGatewayRoutes })),
}
