import type { Access } from '../access.ts'
import type { ProjectNetworkStore } from '../joins/project-store.ts'
import type { Installation } from '../model/installation.ts'
import type { Plan } from '../operations/plan.ts'
import type { PublicQuota } from '../quota.ts'
import type { ProjectFacts } from '../rules/rule.ts'

/** What the viewer sees of the Project: in the browser its live network, in the server what the same person may list. */
export type SeenNetwork = Pick<ProjectNetworkStore, 'view' | 'views' | 'objects' | 'names' | 'sight' | 'ask'>

/** What an intent is judged by. What cannot be seen refuses nothing: the cluster has the last word. */
export interface JudgementFacts {
  readonly network: SeenNetwork
  /** `undefined` while it is not known. */
  readonly access: Access | undefined
  readonly project: ProjectFacts & {
    readonly ready?: boolean | undefined
    readonly cidr?: string | undefined
    /** Router of the CIDR, where the Project chose one. */
    readonly gatewayAddress?: string | undefined
    /** Backing namespace, for names that the platform makes of it. */
    readonly namespace?: string | undefined
  }
  readonly installation: Installation
  readonly quota: PublicQuota
  /** Hostnames in use in other Projects that the viewer sees; absent: nobody looked. */
  readonly elsewhere?: readonly { readonly project: string; readonly hostname: string }[]
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Something about one field, in words; `field` is its path in the intent, such as `ports.0.port`, or empty for the whole. */
export interface FieldWord {
  readonly field: string
  readonly message: string
}

/** What becomes of an intent here. */
export interface Judgement {
  /** Why it cannot be submitted; empty: it can. */
  readonly problems: readonly FieldWord[]
  /** What the person should know and may do all the same. */
  readonly warnings: readonly FieldWord[]
  /** Absent while there are problems. */
  readonly plan?: Plan
}
