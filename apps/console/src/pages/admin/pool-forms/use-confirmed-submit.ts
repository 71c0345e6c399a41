import { useState, type SyntheticEvent } from 'react'
import type { JudgedForm } from '../../networking/forms/use-judged-form.ts'

interface ConfirmedSubmit {
  /** The dialog is open that asks for the name. */
  readonly asking: boolean
  readonly stopAsking: () => void
  readonly submit: () => Promise<void>
  readonly onSubmit: (event: SyntheticEvent) => void
}

/**
 * Submits a form, after a dialog where the name has to be typed.
 *
 * @param done is told what the server answered, once it took it.
 */
export function useConfirmedSubmit<Answer>(
  form: Pick<JudgedForm<object, unknown, Answer>, 'blocked' | 'check' | 'submit'>,
  typeName: boolean,
  done: (answer: Answer & {}) => void,
): ConfirmedSubmit {
  const [asking, setAsking] = useState(false)

  async function submit(): Promise<void> {
    const answer = await form.submit()
    setAsking(false)
    if (answer) done(answer)
  }

  return {
    asking,
    stopAsking: () => setAsking(false),
    submit,
    onSubmit: (event) => {
      event.preventDefault()
      if (form.blocked !== undefined || !form.check()) return
      if (typeName) setAsking(true)
      else void submit()
    },
  }
}
