import type { ChannelAddress, END_REASONS } from '@kube-dc/api/channel'
import { isReportName, REPORT_SOURCES } from '@kube-dc/networking/model/kind-names'
import type { Question } from '../cluster/access.ts'
import type { Informers } from '../cluster/informers.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'

/**
 * What a person must be allowed in order to follow a channel: exactly what its snapshot shows. A report tells of several
 * kinds of the whole cluster at once, so every one of them is asked for.
 */
export function questionsOf({ kind, namespace, name }: ChannelAddress): readonly Question[] {
  if (isReportName(kind)) return REPORT_QUESTIONS
  return [name === undefined ? { verb: 'list', kind, namespace } : { verb: 'get', kind, namespace, name }]
}

/** What who follows reports must be allowed. */
export const REPORT_QUESTIONS: readonly Question[] = REPORT_SOURCES.map((kind) => ({
  verb: 'list',
  kind,
  namespace: EVERY_NAMESPACE,
}))

export interface Ending {
  readonly reason: (typeof END_REASONS)[number]
  readonly message: string
}

/** For somebody who has not been allowed it: the same whether it exists or not. */
export const NEVER_ALLOWED: Ending = {
  reason: 'forbidden',
  message: 'Your role does not allow this here, or it does not exist.',
}

const REVOKED: Ending = {
  reason: 'forbidden',
  message:
    'Your role no longer allows this, so what was shown is cleared. Whoever manages the Project can say why.',
}

const GONE: Ending = {
  reason: 'gone',
  message: 'The Project that this belonged to no longer exists, or is being deleted.',
}

/** Why somebody who could follow a channel no longer may. They knew that it existed, so they may know that it is gone. */
export function endingOf(
  { kind, namespace }: ChannelAddress,
  { projects, organizations }: Informers,
): Ending {
  if (namespace === EVERY_NAMESPACE || isReportName(kind)) return REVOKED
  for (const { object } of projects.store.entries({ namespace: EVERY_NAMESPACE })) {
    if (object.kind !== 'Project' || object.backingNamespace !== namespace) continue
    return object.meta.deletedAt === undefined ? REVOKED : GONE
  }
  const isOrganization = !organizations.store.entries({ namespace })[Symbol.iterator]().next().done
  return isOrganization ? REVOKED : GONE
}
