import { lbAddressTakenRule } from './load-balancers/address-taken.ts'
import { autodeleteRule } from './load-balancers/autodelete.ts'
import { labelsOnVmRule } from './load-balancers/labels-on-vm.ts'
import { noAddressRule } from './load-balancers/no-address.ts'
import { noSuchAddressRule } from './load-balancers/no-such-address.ts'
import { noneReadyRule } from './load-balancers/none-ready.ts'
import { notALoadBalancerRule } from './load-balancers/not-a-load-balancer.ts'
import { lbNotFromInternetRule } from './load-balancers/not-from-internet.ts'
import { portClashRule } from './load-balancers/port-clash.ts'
import { portNameUnknownRule } from './load-balancers/port-name-unknown.ts'
import { portNotDeclaredRule } from './load-balancers/port-not-declared.ts'
import { lbReplyPathRule } from './load-balancers/reply-path.ts'
import { selectsNothingRule } from './load-balancers/selects-nothing.ts'
import { targetStoppedRule } from './load-balancers/target-stopped.ts'

/** Rules about load balancers, in the order of travel and there likeliest root causes first. */
export const LOAD_BALANCER_RULES = [
  notALoadBalancerRule,
  noSuchAddressRule,
  lbAddressTakenRule,
  portClashRule,
  noAddressRule,
  lbReplyPathRule,
  targetStoppedRule,
  labelsOnVmRule,
  selectsNothingRule,
  portNameUnknownRule,
  noneReadyRule,
  autodeleteRule,
  portNotDeclaredRule,
  lbNotFromInternetRule,
] as const
