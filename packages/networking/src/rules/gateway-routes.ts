import { backendEmptyRule } from './gateway-routes/backend-empty.ts'
import { certificateNotReadyRule } from './gateway-routes/certificate-not-ready.ts'
import { challengeDnsRule, challengeQuotaRule, challengeUnreachableRule } from './gateway-routes/challenge.ts'
import { grpcRule } from './gateway-routes/grpc.ts'
import { issuerNotReadyRule } from './gateway-routes/issuer-not-ready.ts'
import { noHostnameRule } from './gateway-routes/no-hostname.ts'
import { noIssuerRule } from './gateway-routes/no-issuer.ts'
import { portNotChosenRule } from './gateway-routes/port-not-chosen.ts'
import { routedPortNotDeclaredRule } from './gateway-routes/port-not-declared.ts'
import { rateLimitedRule } from './gateway-routes/rate-limited.ts'
import { renewalFailedRule } from './gateway-routes/renewal-failed.ts'
import { backendRefusedRule, notAcceptedRule } from './gateway-routes/route-conditions.ts'

/** Rules about gateway routes, likeliest root causes first. */
export const GATEWAY_ROUTE_RULES = [
  noIssuerRule,
  issuerNotReadyRule,
  rateLimitedRule,
  challengeQuotaRule,
  challengeDnsRule,
  challengeUnreachableRule,
  certificateNotReadyRule,
  notAcceptedRule,
  portNotChosenRule,
  backendRefusedRule,
  noHostnameRule,
  backendEmptyRule,
  routedPortNotDeclaredRule,
  renewalFailedRule,
  grpcRule,
] as const
