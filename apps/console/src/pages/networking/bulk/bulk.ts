import type { DeleteImpact } from '@kube-dc/networking/external-ips/delete'
import type { JudgementFacts } from '@kube-dc/networking/intents/judgement'
import type { KindName } from '@kube-dc/networking/model/kinds'
import type { Meta } from '@kube-dc/networking/model/object'
import type { Verdict } from '@kube-dc/networking/verdict'
import type { ApiClient } from '@kube-dc/api/client'
import type { ComponentType } from 'react'
import type { Row } from '../rows.ts'

/** A row that can be chosen: of the object that was shown. */
export interface Chosen {
  readonly meta: Meta
}

/** How several things are deleted together, wherever they are. */
export interface Removal<R extends Chosen> {
  /** What they are called: one, and many. */
  readonly things: readonly [one: string, many: string]
  /** What to say of one that breaks nothing. */
  readonly harmless: string
  /** What a row is chosen by in its list. */
  readonly idOf: (row: R) => string
  /** What it is called where names alone do not tell it from others. */
  readonly nameOf: (row: R) => string
  /** Whether one of them can be deleted, and what that breaks. */
  readonly judge: (row: R) => Verdict<DeleteImpact>
  /** Asks for it, and only for the object that was shown. */
  readonly remove: (row: R) => Promise<unknown>
}

/** How the rows of a Project's list are deleted together; declared at module scope, apart from the list, as it is seldom needed. */
export interface BulkDelete<View> extends Pick<Removal<Row<View>>, 'things' | 'harmless'> {
  readonly judge: (row: Row<View>, facts: JudgementFacts) => Verdict<DeleteImpact>
  readonly remove: (row: Row<View>, place: BulkPlace) => Promise<unknown>
}

/** Where it happens. */
interface BulkPlace {
  readonly api: ApiClient
  readonly namespace: string
}

export interface ChoiceDialogProps<R> {
  /** The chosen rows, as they are now. */
  readonly rows: readonly R[]
  /** Leaves only these chosen. */
  readonly onChosen: (ids: ReadonlySet<string>) => void
  readonly onClose: () => void
}

export type BulkDialogProps<View> = ChoiceDialogProps<Row<View>>

/** What a Project's list needs to know to offer it. */
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
