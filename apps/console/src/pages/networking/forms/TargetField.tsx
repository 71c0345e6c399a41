import { selectorPreview } from '@kube-dc/networking/intents/selector'
import type { TargetOptions } from '@kube-dc/networking/intents/targets'
import { useMemo } from 'react'
import { Field } from '../../../parts/Field.tsx'
import { Select } from '../../../parts/Select.tsx'
import { Text } from '../../../parts/Text.tsx'
import { Term } from '../../learn/Term.tsx'
import { optionOf, OWN_SELECTOR, selectorOf, targetItem, type TargetState } from './target-state.ts'
import styles from './forms.module.css'
import type { Fields } from './use-intent-form.ts'

interface TargetFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch' | 'facts'>
  options: TargetOptions
  value: TargetState
  onChange: (value: TargetState) => void
}

/** What the traffic goes to, with what the labels match at this moment. */
export function TargetField({ fields, options, value, onChange }: TargetFieldProps) {
  const { errorOf, warningOf, touch } = fields
  const chosen = optionOf(options, value.choice)
  const own = value.choice === OWN_SELECTOR
  const error = errorOf('selector')
  return (
    <>
      <Select
        label="Target"
        placeholder="Choose what to lead to"
        groups={[
          { label: 'VMs', options: options.vms.map(targetItem) },
          { label: 'Workloads', options: options.workloads.map(targetItem) },
          { label: 'Services, by their selector', options: options.services.map(targetItem) },
          {
            label: 'Anything else',
            options: [{ value: OWN_SELECTOR, label: 'Pods with labels of my own choice' }],
          },
        ]}
        value={value.choice}
        onChange={(choice) => onChange({ ...value, choice })}
        onBlur={() => touch('selector')}
        help={
          chosen?.warning === undefined ? (
            (chosen?.kind === 'service' && TAKEN_OVER) ||
            (!options.known && 'Your role does not see everything here, so something may be missing.') || (
              <Term id="selector">How targets are found</Term>
            )
          ) : (
            <Text tone="wait">{chosen.warning}</Text>
          )
        }
        error={own ? undefined : value.choice === '' && error !== undefined ? 'Choose a target.' : error}
      />
      {own && (
        <Field
          label="Labels"
          mono
          value={value.labels}
          onChange={(event) => onChange({ ...value, labels: event.target.value })}
          onBlur={() => touch('selector')}
          help="One or several, as app=web, tier=front. Pods must have all of them."
          error={error}
        />
      )}
      <Preview fields={fields} selector={selectorOf(value, options)} warning={warningOf('selector')} />
    </>
  )
}

const TAKEN_OVER =
  'Its type is never changed: a new Service of type LoadBalancer with the same selector is made beside it.'

interface PreviewProps {
  fields: TargetFieldProps['fields']
  selector: Readonly<Record<string, string>>
  warning: string | undefined
}

function Preview({ fields, selector, warning }: PreviewProps) {
  const { facts } = fields
  const preview = useMemo(
    () => (Object.keys(selector).length > 0 ? selectorPreview(selector, [], facts) : undefined),
    [selector, facts],
  )
  if (!preview) return null
  const { summary, words, pods } = preview
  if (summary === undefined && words.length === 0 && warning === undefined) return null
  return (
    <div className={styles.preview} role="status">
      {summary !== undefined && (
        <Text as="p" size="s" tone="2">
          {summary}
        </Text>
      )}
      {words.map((sentence) => (
        <Text key={sentence} as="p" size="s" tone={pods.length === 0 ? 'wait' : '2'}>
          {sentence}
        </Text>
      ))}
      {warning !== undefined && !words.includes(warning) && (
        <Text as="p" size="s" tone="wait">
          {warning}
        </Text>
      )}
    </div>
  )
}
