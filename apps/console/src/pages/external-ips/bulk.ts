import { keptReason } from '@kube-dc/networking/external-ips/delete'
import type { Views } from '@kube-dc/networking/joins/views'
import { lazy } from 'react'
import type { BulkOffer } from '../networking/bulk/bulk.ts'

export const BULK: BulkOffer<Views['external-ips']> = {
  kind: 'external-ips',
  kept: ({ meta }, project) => keptReason({ meta }, project),
  Dialog: lazy(async () => ({ default: (await import('./DeleteExternalIps.tsx')).DeleteExternalIps })),
}
