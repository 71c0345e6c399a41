import type { TargetOptions } from '@kube-dc/networking/intents/targets'
import { portTextProblem } from '@kube-dc/networking/intents/ports'
import { ANSWERS, ANSWER_WORDS, type Answer } from '@kube-dc/networking/methods/methods'
import type { TargetFacts } from '@kube-dc/networking/methods/facts'
import { useState } from 'react'
import { Card } from '../../parts/Card.tsx'
import { classes } from '../../parts/classes.ts'
import { Field } from '../../parts/Field.tsx'
import { RadioCards } from '../../parts/RadioCards.tsx'
import { Select } from '../../parts/Select.tsx'
import { targetItem } from '../networking/forms/target-state.ts'
import { AlreadyReachable } from './AlreadyReachable.tsx'
import type { Answers } from './answers.ts'
import styles from './Expose.module.css'

interface WhatProps {
  value: Answer | undefined
  onChange: (value: Answer) => void
}

/** The four answers of the decision tree. */
export function What({ value, onChange }: WhatProps) {
  return (
    <div className={styles.answers}>
      <RadioCards
        legend="It is a"
        name="answer"
        options={ANSWERS.map((answer) => ({
          value: answer,
          label: ANSWER_WORDS[answer].title,
          detail: ANSWER_WORDS[answer].detail,
        }))}
        value={value}
        onChange={onChange}
      />
    </div>
  )
}

/** Ports of their own are of a protocol; what speaks HTTP or is logged in to is told by the answer. */
function hasPorts({ answer }: Answers): boolean {
  return answer === 'service' || answer === 'several'
}

interface DetailsProps {
  /** Of the target that is chosen. */
  target: TargetFacts | undefined
  answers: Answers
  targets: TargetOptions
  onChange: (values: Readonly<Record<string, string | undefined>>) => void
}

/** What makes the advice sharper; all of it may be left open. */
export function Details({ answers, targets, target, onChange }: DetailsProps) {
  const [port, setPort] = useState(answers.port === undefined ? '' : String(answers.port))
  const problem = port === '' ? undefined : portTextProblem(port)
  return (
    <Card title="More about it" sub="Leave open what you do not know yet">
      <div className={classes(styles.details, hasPorts(answers) && styles.four)}>
        <Select
          label="Target"
          placeholder="Not chosen yet"
          groups={[
            { label: 'VMs', options: targets.vms.map(targetItem) },
            { label: 'Workloads', options: targets.workloads.map(targetItem) },
            { label: 'Services', options: targets.services.map(targetItem) },
          ]}
          value={answers.target}
          onChange={(target) => onChange({ target })}
        />
        <Field
          label="Port"
          mono
          inputMode="numeric"
          value={port}
          onChange={(event) => {
            const text = event.target.value.trim()
            setPort(text)
            onChange({ port: portTextProblem(text) === undefined ? text : undefined })
          }}
          help="That it listens on."
          error={problem}
        />
        {hasPorts(answers) && (
          <Select
            label="Protocol"
            groups={[
              {
                label: 'Protocol',
                options: [
                  { value: 'tcp', label: 'TCP' },
                  { value: 'udp', label: 'UDP' },
                ],
              },
            ]}
            value={answers.protocol === 'udp' ? 'udp' : 'tcp'}
            onChange={(protocol) => onChange({ protocol })}
          />
        )}
        <Select
          label="Reachable from"
          groups={[
            {
              label: 'From',
              options: [
                { value: 'internet', label: 'The Internet' },
                { value: 'platform', label: 'Inside the platform only' },
              ],
            },
          ]}
          value={answers.from}
          onChange={(from) => onChange({ from: from === 'platform' ? from : undefined })}
        />
        {target && (
          <div className={styles.wide}>
            <AlreadyReachable target={target.ref.name} reached={target.reached} />
          </div>
        )}
      </div>
    </Card>
  )
}
