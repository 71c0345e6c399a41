import { certificateOptions } from '@kube-dc/networking/intents/issuer'
import { ROUTE_WAYS } from '@kube-dc/networking/model/service-annotations'
import { z } from 'zod'
import { RadioCards } from '../../parts/RadioCards.tsx'
import {
  CertificateField,
  certificateIntent,
  certificateState,
  initialCertificate,
} from '../networking/forms/CertificateField.tsx'
import { HostnameField, hostnameState } from '../networking/forms/HostnameField.tsx'
import type { Fields } from '../networking/forms/use-intent-form.ts'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'

/** What a route asks for, as the form shows it. */
export const routeState = z
  .object({ way: z.enum(ROUTE_WAYS), hostname: hostnameState, certificate: certificateState })
  .readonly()

export type RouteState = z.infer<typeof routeState>

export function initialRoute(facts: JudgementFacts): RouteState {
  return {
    way: 'https',
    hostname: { own: false, hostname: '' },
    certificate: initialCertificate(certificateOptions(facts)),
  }
}

/** The route as the intent says it; only HTTPS has a certificate. */
export function routeIntent({ way, hostname, certificate }: RouteState, facts: JudgementFacts) {
  return {
    way,
    ...(hostname.own && { hostname: hostname.hostname }),
    ...(way === 'https' && { certificate: certificateIntent(certificate, certificateOptions(facts)) }),
  }
}

interface RouteFieldsProps {
  fields: Pick<Fields<object>, 'errorOf' | 'warningOf' | 'touch' | 'facts'>
  /** Name of the Service that gets the route. */
  service: string
  value: RouteState
  onChange: (value: RouteState) => void
}

/** Protocol, hostname and certificate of a gateway route. */
export function RouteFields({ fields, service, value, onChange }: RouteFieldsProps) {
  const { errorOf, warningOf } = fields
  return (
    <>
      <RadioCards
        legend="Protocol"
        name="way"
        options={[
          { value: 'https', label: 'HTTPS', detail: 'The Gateway ends TLS; your app speaks HTTP. Port 443.' },
          { value: 'http', label: 'HTTP', detail: 'Without TLS, on port 80.' },
          {
            value: 'tls-passthrough',
            label: 'TLS passthrough',
            detail: 'Your app has the certificate; clients must send the hostname. Port 443.',
          },
        ]}
        value={value.way}
        onChange={(way) => onChange({ ...value, way })}
        error={errorOf('way')}
        help={warningOf('way')}
      />
      <HostnameField
        fields={fields}
        service={service}
        value={value.hostname}
        onChange={(hostname) => onChange({ ...value, hostname })}
      />
      {value.way === 'https' && (
        <CertificateField
          fields={fields}
          value={value.certificate}
          onChange={(certificate) => onChange({ ...value, certificate })}
        />
      )}
    </>
  )
}
