import { deniedReason } from '@kube-dc/networking/access'
import { useMemo } from 'react'
import { useAccess, useOfflineReason } from '../../../session/use-access.ts'
import { useProject } from '../../project/project-context.ts'
import type { Row } from '../rows.ts'
import type { BulkOffer } from './bulk.ts'
import { useChoice, type Choice } from './use-choice.tsx'

/** Lets the rows of a Project's list be chosen and deleted together; undefined where nothing is offered. */
export function useBulk<View>(
  offer: BulkOffer<View> | undefined,
  rows: readonly Row<View>[],
): Choice<Row<View>> | undefined {
  const { params, namespace } = useProject()
  const access = useAccess(namespace)
  const offline = useOfflineReason()
  const blocked = useMemo(
    () => offer && ((row: Row<View>) => offer.kept(row, params.project)),
    [offer, params.project],
  )
  return useChoice(
    offer && {
      idOf,
      blocked,
      disabledReason: () => deniedReason(access, offer.verb ?? 'delete', offer.kind) ?? offline,
      Dialog: offer.Dialog,
    },
    rows,
  )
}

function idOf({ meta }: Row<unknown>): string {
  return meta.name
}
