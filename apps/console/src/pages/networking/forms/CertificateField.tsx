import { certificateOptions, type CertificateOptions } from '@kube-dc/networking/intents/issuer'
import { z } from 'zod'
import { Field } from '../../../parts/Field.tsx'
import { RadioCards, type RadioCard } from '../../../parts/RadioCards.tsx'
import { Term } from '../../learn/Term.tsx'
import type { Fields } from './use-intent-form.ts'

export const certificateState = z
  .object({
    from: z.enum(['platform', 'issuer', 'secret']),
    issuer: z.string(),
    email: z.string(),
    secret: z.string(),
  })
  .readonly()

export type CertificateState = z.infer<typeof certificateState>

export function initialCertificate({ suggested, issuer }: CertificateOptions): CertificateState {
  return { from: suggested, issuer, email: '', secret: '' }
}

/** The certificate as the intent says it; the e-mail only for an Issuer that has to be made. */
export function certificateIntent(
  { from, issuer, email, secret }: CertificateState,
  { issuers }: CertificateOptions,
) {
  switch (from) {
    case 'platform':
      return { from }
    case 'secret':
      return { from, name: secret }
    case 'issuer':
      return { from, name: issuer, ...(issuers.some(({ name }) => name === issuer) ? {} : { email }) }
  }
}

const ISSUER_IS_MADE = (
  <>
    The Project has no <Term id="issuer">Issuer</Term> of this name; it is made, once for the Project.
  </>
)

interface CertificateFieldProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch' | 'facts'>
  value: CertificateState
  onChange: (value: CertificateState) => void
}

/** Where the certificate of an HTTPS route comes from. */
export function CertificateField({ fields, value, onChange }: CertificateFieldProps) {
  const { errorOf, warningOf, touch, facts } = fields
  const options = certificateOptions(facts)
  const patch = (change: Partial<CertificateState>) => onChange({ ...value, ...change })
  const missing = !options.issuers.some(({ name }) => name === value.issuer)
  return (
    <>
      <RadioCards
        legend="Certificate"
        name="certificate"
        options={sourcesOf(options)}
        value={value.from}
        onChange={(from) => patch({ from })}
        error={errorOf('certificate') ?? errorOf('certificate.from')}
        help={
          warningOf('certificate') ??
          warningOf('certificate.from') ?? <Term id="certificate">What a certificate is for</Term>
        }
      />
      {value.from === 'issuer' && (
        <Field
          label="Issuer"
          value={value.issuer}
          onChange={(event) => patch({ issuer: event.target.value.trim() })}
          onBlur={() => touch('certificate.name')}
          error={errorOf('certificate.name')}
          help={warningOf('certificate.name') ?? (missing ? ISSUER_IS_MADE : 'The Project has it.')}
        />
      )}
      {value.from === 'issuer' && missing && (
        <Field
          label="E-mail for the certificate authority"
          type="email"
          value={value.email}
          onChange={(event) => patch({ email: event.target.value.trim() })}
          onBlur={() => touch('certificate.email')}
          error={errorOf('certificate.email')}
          help={
            warningOf('certificate.email') ??
            'It writes there when a certificate is about to end and was not renewed.'
          }
        />
      )}
      {value.from === 'secret' && (
        <Field
          label="Secret"
          value={value.secret}
          onChange={(event) => patch({ secret: event.target.value.trim() })}
          onBlur={() => touch('certificate.name')}
          error={errorOf('certificate.name')}
          help="With tls.crt and tls.key for the hostname."
        />
      )}
    </>
  )
}

function sourcesOf({ platform }: CertificateOptions): readonly RadioCard<CertificateState['from']>[] {
  return [
    ...(platform === undefined
      ? []
      : [
          {
            value: 'platform' as const,
            label: 'The platform’s issuer',
            detail: `${platform}. Nothing to set up.`,
          },
        ]),
    {
      value: 'issuer',
      label: 'An Issuer of the Project',
      detail: 'Asks for a certificate and renews it by itself.',
    },
    { value: 'secret', label: 'A certificate of my own', detail: 'From a Secret in the Project.' },
  ]
}
