import { addressTakenRule } from './floating-ips/address-taken.ts'
import { fipNoSuchAddressRule } from './floating-ips/no-such-address.ts'
import { fipNotReadyRule } from './floating-ips/not-ready.ts'
import { fipReplyPathRule } from './floating-ips/reply-path.ts'
import { noGuestAddressRule } from './floating-ips/no-guest-address.ts'
import { noSuchInterfaceRule } from './floating-ips/no-such-interface.ts'
import { targetMovedRule } from './floating-ips/target-moved.ts'
import { vmNotRunningRule } from './floating-ips/vm-not-running.ts'

/** Rules about floating IPs, likeliest root causes first. */
export const FLOATING_IP_RULES = [
  fipNoSuchAddressRule,
  addressTakenRule,
  vmNotRunningRule,
  noSuchInterfaceRule,
  noGuestAddressRule,
  targetMovedRule,
  fipNotReadyRule,
  fipReplyPathRule,
] as const
