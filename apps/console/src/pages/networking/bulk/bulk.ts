import type { DeleteImpact } from '@kube-dc/networking/external-ips/delete'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Verdict } from '@kube-dc/networking/verdict'
import type { ApiClient } from '@kube-dc/api/client'
import type { ComponentType } from 'react'
import type { Row } from '../rows.ts'

/** How the rows of a list are deleted together; declared at module scope, apart from the list, as it is seldom needed. */
export interface BulkDelete<View> {
  /** What the rows are called: one, and many. */
  readonly things: readonly [one: string, many: string]
  /** What to say of one that breaks nothing. */
  readonly harmless: string
  /** Whether one of them can be deleted, and what that breaks. */
  readonly judge: (row: Row<View>, facts: JudgementFacts) => Verdict<DeleteImpact>
  /** Asks for it, and only for the object that was shown. */
  readonly remove: (row: Row<View>, place: BulkPlace) => Promise<unknown>
}

/** Where it happens. */
interface BulkPlace {
  readonly api: ApiClient
  readonly namespace: string
}

export interface BulkDialogProps<View> {
  /** The chosen rows, as they are now. */
  readonly rows: readonly Row<View>[]
  /** Leaves only these chosen. */
  readonly onChosen: (ids: ReadonlySet<string>) => void
  readonly onClose: () => void
}

/** What a list needs to know to offer it. */
export interface BulkOffer<View> {
  /** Kind whose verb decides whether this person may at all. */
  readonly kind: KindName
  /** Absent: `delete`. A gateway route is a part of its Service, and goes with a change of that. */
  readonly verb?: 'patch'
  /** Why a row is never deleted here, whoever asks; it cannot be chosen. */
  readonly kept: (row: Row<View>, project: string) => string | undefined
  /** Asks first; loaded when it is needed. */
  readonly Dialog: ComponentType<BulkDialogProps<View>>
}
