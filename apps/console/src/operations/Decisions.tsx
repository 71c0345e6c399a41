import type { OperationView } from '@kube-dc/api/operations'
import { ActionButton } from '../parts/ActionButton.tsx'
import { useOfflineReason } from '../session/use-access.ts'
import styles from './Decisions.module.css'
import { standingOf } from './operation-words.ts'
import type { Decide } from './use-decide.ts'

interface DecisionsProps {
  operation: OperationView
  decide: Decide
}

/** What can be done with an operation where it stands; what this person cannot do stays, with the reason. */
export function Decisions({ operation, decide: { decide, pending } }: DecisionsProps) {
  const offline = useOfflineReason()
  const { phase, denied } = operation
  const standing = standingOf(operation)
  const reason = offline ?? denied
  const blocked = reason === undefined ? {} : { disabledReason: reason }
  // The reason stands once, under the first of them.
  const also = reason === undefined ? {} : { disabledReason: reason, reasonPlace: 'hidden' as const }

  switch (standing) {
    case 'working':
      return phase === 'doing' ? (
        <div className={styles.decisions}>
          <ActionButton onClick={() => decide('undo')} busy={pending === 'undo'} {...blocked}>
            Cancel and undo
          </ActionButton>
        </div>
      ) : null
    case 'standing':
      return (
        <div className={styles.decisions}>
          <ActionButton
            look="primary"
            onClick={() => decide('continue')}
            busy={pending === 'continue'}
            {...blocked}
          >
            {phase === 'doing' ? 'Finish it' : 'Go on undoing it'}
          </ActionButton>
          {phase === 'doing' && (
            <ActionButton onClick={() => decide('undo')} busy={pending === 'undo'} {...also}>
              Undo it
            </ActionButton>
          )}
        </div>
      )
    case 'done':
    case 'undone':
      return (
        <div className={styles.decisions}>
          <ActionButton onClick={() => decide('close')} busy={pending === 'close'} {...blocked}>
            Close it
          </ActionButton>
          {phase === 'done' && (
            <ActionButton look="quiet" onClick={() => decide('undo')} busy={pending === 'undo'} {...also}>
              Undo it
            </ActionButton>
          )}
        </div>
      )
  }
}
