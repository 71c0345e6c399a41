import {
  generatedHostname,
  generatedHostnameWarning,
  hostnameInfo,
  hostnameProblem,
} from '@kube-dc/networking/intents/hostname'
import { z } from 'zod'
import { Field } from '../../../parts/Field.tsx'
import { RadioCards } from '../../../parts/RadioCards.tsx'
import { Text } from '../../../parts/Text.tsx'
import styles from './forms.module.css'
import type { Fields } from './use-intent-form.ts'

export const hostnameState = z.object({ own: z.boolean(), hostname: z.string() }).readonly()

type HostnameState = z.infer<typeof hostnameState>

interface HostnameFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch' | 'facts'>
  /** Name of the Service that gets the route. */
  service: string
  value: HostnameState
  onChange: (value: HostnameState) => void
}

/** The hostname: the platform's, or one's own with the DNS record that it needs. */
export function HostnameField({ fields, service, value, onChange }: HostnameFieldProps) {
  const { errorOf, warningOf, touch, facts } = fields
  const usual = generatedHostname(service, facts)
  const usable = usableForm(value.hostname)
  const { dns } = hostnameInfo(value.hostname, service, facts)
  return (
    <>
      <RadioCards
        legend="Hostname"
        name="hostname"
        options={[
          {
            value: 'given',
            label: 'The platform gives one',
            detail: usual === undefined ? 'It is reported once the route stands.' : `Usually ${usual}.`,
          },
          { value: 'own', label: 'A hostname of my own', detail: 'You add its DNS record yourself.' },
        ]}
        value={value.own ? 'own' : 'given'}
        onChange={(choice) => onChange({ ...value, own: choice === 'own' })}
        help={value.own ? undefined : generatedHostnameWarning(service, facts)}
      />
      {value.own && (
        <Field
          label="Own hostname"
          value={value.hostname}
          placeholder="shop.example.org"
          onChange={(event) => onChange({ ...value, hostname: event.target.value.trim() })}
          onBlur={() => touch('hostname')}
          error={
            errorOf('hostname') === undefined ? undefined : (
              <>
                {errorOf('hostname')}{' '}
                {usable !== undefined && (
                  <button
                    type="button"
                    className={styles.fix}
                    onClick={() => onChange({ ...value, hostname: usable })}
                  >
                    Use {usable}
                  </button>
                )}
              </>
            )
          }
          help={warningOf('hostname')}
        />
      )}
      {value.own && value.hostname !== '' && (
        <div className={styles.preview}>
          <Text as="p" size="s" tone="2">
            {dns.words}
          </Text>
        </div>
      )}
    </>
  )
}

/** How a browser would write a name that cannot be used as it was typed (UTS 46); undefined where that is none either. */
function usableForm(hostname: string): string | undefined {
  if (hostnameProblem(hostname) === undefined) return undefined
  const bare = hostname.replace(/\.$/, '')
  if (!URL.canParse(`http://${bare}`)) return undefined
  const { hostname: usable } = new URL(`http://${bare}`)
  return usable !== hostname && hostnameProblem(usable) === undefined ? usable : undefined
}
