import { figuresOldRule } from './project-network/figures-old.ts'
import { noWayOutRule } from './project-network/no-way-out.ts'
import { quotaFullRule } from './project-network/quota-full.ts'

/** Rules about a Project's network as a whole. */
export const PROJECT_NETWORK_RULES = [noWayOutRule, quotaFullRule, figuresOldRule] as const
