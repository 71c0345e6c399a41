import { EXAMPLES } from '@kube-dc/networking/learn/examples'
import { SERVICE_ANNOTATIONS, type ServiceAnnotations } from '@kube-dc/networking/model/service-annotations'
import styles from '../Learn.module.css'
import { Example, Lead, Really, See } from '../prose.tsx'

type Settable = Exclude<keyof ServiceAnnotations, 'routeHostnameStatus'>

const MEANINGS: Readonly<Record<Settable, { readonly values: string; readonly effect: string }>> = {
  bindOnDefaultGateway: { values: '"true"', effect: 'Uses the default External IP of the Project.' },
  bindOnEip: { values: 'Name of an External IP', effect: 'Uses that one. It must be in the same Project.' },
  networkType: {
    values: 'public, cloud',
    effect:
      'Type of the address that is made for the Service. Always write it: what is taken otherwise differs.',
  },
  exposeRoute: { values: 'http, https, tls-passthrough', effect: 'Makes a gateway route of this kind.' },
  routeHostname: { values: 'Hostname', effect: 'Your own hostname. Its DNS record is yours to make.' },
  routePort: {
    values: 'Port of the Service',
    effect: 'The port that the route leads to; without it the first one.',
  },
  tlsIssuer: {
    values: 'Name of an Issuer',
    effect: 'Issues the certificate; otherwise letsencrypt, or the platform’s.',
  },
  tlsSecret: { values: 'Name of a Secret', effect: 'Uses the certificate in it; nothing is issued.' },
  createGatewayBackend: {
    values: '"true"',
    effect: 'Makes only the Gateway’s backend, for routes that you write yourself.',
  },
  autodelete: {
    values: '"true"',
    effect: 'Deletes the Service while it has no endpoints, address and route with it. Better left out.',
  },
}

const KEYS = [
  'networkType',
  'bindOnEip',
  'bindOnDefaultGateway',
  'exposeRoute',
  'routePort',
  'routeHostname',
  'tlsIssuer',
  'tlsSecret',
  'createGatewayBackend',
  'autodelete',
] as const satisfies readonly Settable[]

export default function GuideExposure() {
  return (
    <>
      <Lead>
        A Service of type LoadBalancer is exposed by its annotations. These are all of them, and a manifest
        for every method.
      </Lead>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Annotations of a Service">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Annotation</th>
              <th scope="col">Value</th>
              <th scope="col">What it does</th>
            </tr>
          </thead>
          <tbody>
            {KEYS.map((key) => (
              <tr key={key}>
                <th scope="row">
                  <code>{SERVICE_ANNOTATIONS[key]}</code>
                </th>
                <td>{MEANINGS[key].values}</td>
                <td>{MEANINGS[key].effect}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Really>
        <p>
          Without <code>expose-route</code> and without a binding, the Service gets an External IP of its own.
          The platform reports the hostname of a route in{' '}
          <code>{SERVICE_ANNOTATIONS.routeHostnameStatus}</code>; never write that one. Both bindings at once,
          or a binding together with a type, are contradictions: set one of them.
        </p>
      </Really>
      <h2>Examples</h2>
      {EXAMPLES.map(({ id }) => (
        <Example key={id} id={id} />
      ))}
      <p>
        Not sure which? <See page="which-method">Which method should I use?</See>
      </p>
    </>
  )
}
