import { useState } from 'react'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Card } from '../../parts/Card.tsx'
import { FindingList, type FindingLine } from '../../parts/FindingList.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { FINDING_STATES } from '../networking/finding-states.ts'
import { LISTS } from '../../app/lists.ts'
import { remedyHref, remedyLabel } from '../networking/remedies.ts'
import { useProject } from '../project/project-context.ts'
import type { ProjectParams } from '../../app/paths.ts'
import { whereToLook, type Cause, type Causes } from './attention.ts'
import styles from './OverviewPage.module.css'

/** More are shown on request. */
const SHOWN = 8

const TITLE = 'Needs attention'

interface AttentionProps {
  causes: Causes
  /** A list is still on its way, so that nothing found means nothing. */
  arriving: boolean
  /** Kinds cannot be seen: what they would tell is missing here. */
  partial: boolean
}

/** What is wrong in the whole Project: root causes, each with what follows from it folded under it. */
export function Attention({ causes: { attention, goodToKnow }, arriving, partial }: AttentionProps) {
  if (arriving && attention.length === 0) {
    return (
      <Card title={TITLE}>
        <SkeletonRows columns={['16px', '3fr']} rows={3} />
      </Card>
    )
  }
  return (
    <>
      <Card title={TITLE} sub={sumWords(attention)} flush>
        {attention.length > 0 ? (
          <Causes label={TITLE} causes={attention} />
        ) : (
          <p className={styles.nothing}>
            {partial
              ? 'Nothing is found to be wrong, as far as your role can see.'
              : 'Nothing is found to be wrong.'}
          </p>
        )}
      </Card>
      {goodToKnow.length > 0 && (
        <Card title="Good to know" flush>
          <Causes label="Good to know" causes={goodToKnow} shown={2} quiet />
        </Card>
      )}
    </>
  )
}

function sumWords(causes: readonly Cause[]): string | undefined {
  if (causes.length === 0) return undefined
  const objects = new Set(causes.flatMap(({ seenAt }) => seenAt.map(({ kind, name }) => `${kind} ${name}`)))
  return `${plural(causes.length, 'cause')}, ${plural(objects.size, 'object')}`
}

function plural(count: number, one: string): string {
  return `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`
}

interface CausesProps {
  label: string
  causes: readonly Cause[]
  shown?: number
  /** Nothing has to be done. */
  quiet?: boolean
}

function Causes({ label, causes, shown = SHOWN, quiet = false }: CausesProps) {
  const { params } = useProject()
  const [all, setAll] = useState(false)
  const lines = (all ? causes : causes.slice(0, shown)).map((cause) => lineOf(cause, params, quiet))
  return (
    <>
      <FindingList label={label} findings={lines} />
      {causes.length > shown && (
        <div className={styles.more}>
          <ActionButton look="quiet" onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${causes.length.toLocaleString('en')}`}
          </ActionButton>
        </div>
      )}
    </>
  )
}

function lineOf(cause: Cause, params: ProjectParams, quiet: boolean): FindingLine {
  const { finding, consequences } = cause
  const { severity, certainty, title, explanation, rule, subject, remedies } = finding
  const where = whereToLook(cause)
  const remedy = quiet ? undefined : remedies.find(({ action }) => action)
  return {
    id: `${rule} ${subject.kind} ${subject.name}`,
    state: FINDING_STATES[severity],
    title: certainty === 'likely' ? `${title} (likely, not proven)` : title,
    why: explanation,
    consequences: consequences.map((consequence) => consequence.title),
    ...(where?.kind && { to: LISTS[where.kind].one(params, where.name) }),
    ...(remedy?.action && {
      action: (
        <ActionButton to={remedyHref(params, remedy.action)}>
          {remedyLabel(remedy.words, remedy.action)}
        </ActionButton>
      ),
    }),
  }
}
