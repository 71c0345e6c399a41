import { USUAL_ISSUER } from '../joins/gateway-route.ts'
import { found } from '../joins/reader.ts'
import type { GatewayRouteView } from '../joins/views.ts'
import type { Installation } from '../model/installation.ts'
import type { Step } from '../operations/plan.ts'
import { emailProblem } from './email.ts'
import { onGround, type Ground } from './ground.ts'
import type { CertificateChoice, Intent } from './intent.ts'
import type { JudgementFacts } from './judgement.ts'
import type { Remarks } from './remarks.ts'
import type { RouteWay } from '../model/service.ts'

/** An Issuer of the Project as the form offers it. */
export interface IssuerOption {
  readonly name: string
  readonly ready: boolean
  readonly email?: string
}

/** Where a certificate can come from here. */
export interface CertificateOptions {
  /** The platform's own Issuer, as `Kind/name`; absent: it has none, and the Project makes its own. */
  readonly platform?: string
  /** By name. */
  readonly issuers: readonly IssuerOption[]
  /** Issuers can be seen, so one that is not listed does not exist. */
  readonly known: boolean
  /** What to begin with. `email` is to be asked for where the Issuer is to be made. */
  readonly suggested: CertificateChoice['from']
  /** Name of the Issuer to begin with. */
  readonly issuer: string
}

/** Where the certificate of an `https` route can come from (kube-dc.md §5). */
export function certificateOptions(facts: JudgementFacts): CertificateOptions {
  return onGround(facts, ({ installation, network, reader }) => {
    const issuers = network
      .objects('issuers')
      .filter(({ meta }) => meta.deletedAt === undefined)
      .map(({ meta, ready, email }): IssuerOption => ({
        name: meta.name,
        ready,
        ...(email !== undefined && { email }),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    const { defaultTlsIssuer } = installation
    const best = issuers.find(({ ready }) => ready) ?? issuers[0]
    return {
      issuers,
      known: reader.sees('issuers'),
      suggested: defaultTlsIssuer === undefined ? 'issuer' : 'platform',
      issuer: best?.name ?? USUAL_ISSUER,
      ...(defaultTlsIssuer !== undefined && { platform: defaultTlsIssuer }),
    }
  })
}

/** Where the certificate of a route comes from now, to begin an edit with; absent where its way has none. */
export function certificateOf(
  { service: { asks }, way, issuer }: GatewayRouteView,
  { defaultTlsIssuer }: Installation,
): CertificateChoice | undefined {
  if (way !== 'https') return undefined
  if (asks.tlsSecret !== undefined) return { from: 'secret', name: asks.tlsSecret }
  if (asks.tlsIssuer === undefined && defaultTlsIssuer !== undefined) return { from: 'platform' }
  return { from: 'issuer', name: asks.tlsIssuer ?? issuer?.name ?? USUAL_ISSUER }
}

/** Judges where the certificate of a route comes from. */
export function judgeCertificate(
  way: RouteWay,
  choice: CertificateChoice | undefined,
  ground: Ground,
  remarks: Remarks,
): void {
  if (way !== 'https') {
    if (choice) {
      remarks.problem(
        'certificate',
        way === 'http'
          ? 'An HTTP route has no certificate.'
          : 'With TLS passthrough the application brings its own certificate.',
      )
    }
    return
  }
  const platform = ground.installation.defaultTlsIssuer
  if (!choice) {
    remarks.problem('certificate', 'Choose where the certificate comes from.')
    return
  }
  switch (choice.from) {
    case 'platform':
      if (platform === undefined) {
        remarks.problem(
          'certificate.from',
          'This platform has no Issuer for everybody. Choose one of the Project, or make one.',
        )
      }
      return
    case 'secret':
      remarks.problem('certificate.name', objectNameProblem(choice.name))
      remarks.warn(
        'certificate.name',
        `The Secret ${choice.name} has to hold tls.crt and tls.key for the hostname. Nobody renews it for you.`,
      )
      return
    case 'issuer':
      judgeIssuer(choice, ground, remarks)
  }
}

function objectNameProblem(name: string): string | undefined {
  return /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)
    ? undefined
    : 'Enter the name of a Secret: lower case letters, digits, dashes and dots.'
}

function judgeIssuer(
  { name, email }: Extract<CertificateChoice, { readonly from: 'issuer' }>,
  { reader }: Ground,
  remarks: Remarks,
): void {
  const known = reader.get('issuers', name)
  const issuer = found(known)
  if (issuer) {
    if (issuer.meta.deletedAt !== undefined) {
      remarks.problem('certificate.name', `The Issuer ${name} is being deleted. Choose another.`)
    } else if (email !== undefined) {
      remarks.warn('certificate.email', `The Issuer ${name} exists already and is used as it is.`)
    }
    if (!issuer.ready) {
      remarks.warn('certificate.name', `The Issuer ${name} is not ready: no certificate comes until it is.`)
    }
    return
  }
  if (known.state === 'unreadable') {
    remarks.problem('certificate.name', `The Issuer ${name} cannot be read. Choose another.`)
  } else if (email !== undefined) {
    remarks.problem('certificate.email', emailProblem(email))
  } else if (known.state === 'absent') {
    remarks.problem(
      'certificate.email',
      `There is no Issuer ${name} in this Project. Enter an e-mail address and it is made: the certificate authority writes to it when a certificate is about to end.`,
    )
  }
}

/** The Issuer that a route needs made before it; nothing where it exists or is not asked for. */
export function issuerSteps(choice: CertificateChoice | undefined, { reader }: Ground): Step[] {
  if (choice?.from !== 'issuer' || choice.email === undefined) return []
  const { name, email } = choice
  const { state } = reader.get('issuers', name)
  if (state === 'found' || state === 'unreadable') return []
  return [{ verb: 'create', object: { kind: 'issuers', name, email } }]
}

/** The annotations by which a route says where its certificate comes from; `null`: not there. */
export function certificateAsks({
  way,
  certificate,
}: Pick<Extract<Intent, { readonly way: RouteWay }>, 'way' | 'certificate'>): {
  readonly tlsIssuer: string | null
  readonly tlsSecret: string | null
} {
  const own = way === 'https' ? certificate : undefined
  return {
    tlsIssuer: own?.from === 'issuer' ? own.name : null,
    tlsSecret: own?.from === 'secret' ? own.name : null,
  }
}
