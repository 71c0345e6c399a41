import { ANSWER_WORDS } from '@kube-dc/networking/methods/methods'
import {
  allQuestions,
  conclusion,
  nextQuestion,
  type Choices,
  type Question,
} from '@kube-dc/networking/methods/questions'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { RadioCards } from '../../parts/RadioCards.tsx'
import styles from './Expose.module.css'

interface HelpMeChooseProps {
  choices: Choices
  onChange: (values: Readonly<Record<string, string | undefined>>) => void
}

/** Few questions that lead to one of the answers; those that are answered stay, and can be answered otherwise. */
export function HelpMeChoose({ choices, onChange }: HelpMeChooseProps) {
  const next = nextQuestion(choices)
  const shown = allQuestions().filter(({ id }) => id === next?.id || isAsked(id, choices))
  const end = conclusion(choices)
  return (
    <div className={styles.help}>
      {shown.map((question) => (
        <Ask
          key={question.id}
          question={question}
          value={choices[question.id]}
          onChange={(value) => onChange({ [question.id]: value })}
        />
      ))}
      {end && (
        <div className={styles.conclusion} role="status">
          <p>
            <strong>{ANSWER_WORDS[end.answer].title}.</strong> {end.why}
          </p>
          <ActionButton
            look="primary"
            onClick={() =>
              onChange({ answer: end.answer, protocol: end.protocol, help: undefined, method: undefined })
            }
          >
            Take this
          </ActionButton>
        </div>
      )}
    </div>
  )
}

/** Whether a question stands on the way to the answer: without its choice it would be asked. */
function isAsked(id: Question['id'], choices: Choices): boolean {
  const { [id]: value, ...others } = choices
  return value !== undefined && nextQuestion(others)?.id === id
}

interface AskProps {
  question: Question
  value: string | undefined
  onChange: (value: string) => void
}

function Ask({ question: { id, text, options }, value, onChange }: AskProps) {
  return (
    <RadioCards
      legend={text}
      name={id}
      options={options.map((option) => ({ ...option }))}
      value={value}
      onChange={onChange}
    />
  )
}
