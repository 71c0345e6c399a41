import { useServices } from '../../../app/services.ts'
import { useProject } from '../../project/project-context.ts'
import type { Row } from '../rows.ts'
import { useJudgementFacts } from '../use-judgement-facts.ts'
import type { BulkDelete, BulkDialogProps } from './bulk.ts'
import { RemovalQuestion } from './RemovalQuestion.tsx'

interface BulkDeleteDialogProps<View> extends BulkDialogProps<View> {
  how: BulkDelete<View>
}

/** Asks before several things of the open Project are deleted. */
export function BulkDeleteDialog<View>({ how, ...dialog }: BulkDeleteDialogProps<View>) {
  const facts = useJudgementFacts()
  const { api } = useServices()
  const { namespace } = useProject()
  return (
    <RemovalQuestion
      {...dialog}
      how={{
        things: how.things,
        harmless: how.harmless,
        idOf: nameOf,
        nameOf,
        judge: (row) => how.judge(row, facts),
        remove: (row) => how.remove(row, { api, namespace }),
      }}
    />
  )
}

function nameOf({ meta }: Row<unknown>): string {
  return meta.name
}
