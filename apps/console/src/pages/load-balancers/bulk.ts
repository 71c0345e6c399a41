import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import type { BulkOffer } from '../networking/bulk/bulk.ts'

export const BULK: BulkOffer<Views['load-balancers']> = {
  kind: 'services',
  kept: () => undefined,
  Dialog: lazy(async () => ({ default: (await import('./DeleteLoadBalancers.tsx')).DeleteLoadBalancers })),
}
