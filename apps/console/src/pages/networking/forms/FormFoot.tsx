import type { ReactNode } from 'react'
import { ActionButton } from '../../../parts/ActionButton.tsx'
import { ProblemBox } from '../../../parts/ProblemBox.tsx'
import { StateGlyph } from '../../../parts/StateGlyph.tsx'
import { clockTimeToSecond } from '../../../parts/time.ts'
import styles from './forms.module.css'
import type { JudgedForm } from './use-judged-form.ts'

interface FormFootProps {
  form: Pick<JudgedForm<object, unknown, unknown>, 'blocked' | 'pending' | 'refused' | 'dryRun' | 'warningOf'>
  /** Verb and thing: "Create mqtt". */
  submit: ReactNode
  /** Heading of a refusal: "mqtt was not created". */
  refusedTitle: string
  /** Where Cancel leads. */
  back: string
}

/** The end of a form: what speaks against all of it, what the server says, and the two ways out. */
export function FormFoot({ form, submit, refusedTitle, back }: FormFootProps) {
  const { blocked, pending, refused, dryRun, warningOf } = form
  const warning = warningOf('')
  return (
    <>
      {refused && <ProblemBox title={refusedTitle} problem={refused} />}
      <p className={styles.said} role="status">
        {dryRun?.accepted === true ? (
          <>
            <StateGlyph state="ok" size={12} /> The server accepts it, dry run at{' '}
            {clockTimeToSecond(dryRun.at)}
          </>
        ) : (
          warning
        )}
      </p>
      <div className={styles.actions}>
        <ActionButton look="primary" type="submit" busy={pending} disabledReason={blocked}>
          {submit}
        </ActionButton>
        <ActionButton look="quiet" to={back}>
          Cancel
        </ActionButton>
      </div>
    </>
  )
}
