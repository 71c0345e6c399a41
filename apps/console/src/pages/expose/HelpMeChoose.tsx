import { ANSWER_WORDS } from '@kube-dc/networking/methods/methods'
import {
  askedQuestions,
  conclusion,
  type Choices,
  type Question,
} from '@kube-dc/networking/methods/questions'
import { useEffect, useRef } from 'react'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { RadioCards } from '../../parts/RadioCards.tsx'
import styles from './Expose.module.css'

interface HelpMeChooseProps {
  choices: Choices
  onChange: (values: Readonly<Record<string, string | undefined>>) => void
}

/** Few questions that lead to one of the answers; those that are answered stay, and can be answered otherwise. */
export function HelpMeChoose({ choices, onChange }: HelpMeChooseProps) {
  const shown = askedQuestions(choices)
  const end = conclusion(choices)
  const answered = useRef(false)
  const result = useRef<HTMLDivElement>(null)
  const concluded = end?.answer
  // Brought into sight, and told by its role; the focus stays, as arrow keys still choose among the last options.
  useEffect(() => {
    if (concluded !== undefined && answered.current) result.current?.scrollIntoView({ block: 'nearest' })
  }, [concluded])
  return (
    <div className={styles.help}>
      {shown.map((question) => (
        <Ask
          key={question.id}
          question={question}
          value={choices[question.id]}
          onChange={(value) => {
            answered.current = true
            onChange({ [question.id]: value })
          }}
        />
      ))}
      {end && (
        <div className={styles.conclusion} role="status" ref={result}>
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
