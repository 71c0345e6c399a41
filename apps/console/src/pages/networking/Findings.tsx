import type { Finding as FindingFacts, Remedy, RemedyAction } from '@kube-dc/networking/rules/finding'
import { useLocation } from 'react-router'
import { paths, withListState, type ProjectParams } from '../../app/paths.ts'
import { ActionButton } from '../../parts/ActionButton.tsx'
import { Section } from '../../parts/Card.tsx'
import { Finding } from '../../parts/Finding.tsx'
import { Text } from '../../parts/Text.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './Details.module.css'
import { evidenceRows } from './evidence.tsx'
import { FINDING_STATES } from './finding-states.ts'
import { remedyHref, remedyLabel } from './remedies.ts'

/** What the rules noticed: root causes, each with what follows from it folded under it. */
export function Findings({ findings }: { findings: readonly FindingFacts[] }) {
  const roots = findings.filter(({ causedBy }) => causedBy === undefined)
  return (
    <Section>
      {roots.map((root, index) => (
        <OneFinding
          key={root.rule}
          finding={root}
          findings={findings}
          tinted={index === 0 && root.severity !== 'info'}
        />
      ))}
    </Section>
  )
}

interface OneFindingProps {
  finding: FindingFacts
  /** All of its subject, of which those that follow from it are folded under it. */
  findings: readonly FindingFacts[]
  /** It is the reason for this page's subject. */
  tinted?: boolean
}

/** One root cause with its evidence, what can be done, and what follows from it. */
export function OneFinding({ finding, findings, tinted = false }: OneFindingProps) {
  const { severity, certainty, title, explanation, remedies } = finding
  const consequences = findings.filter(({ causedBy }) => causedBy === finding.rule)
  return (
    <Finding
      state={FINDING_STATES[severity]}
      title={certainty === 'likely' ? `${title} (likely, not proven)` : title}
      tinted={tinted}
      evidence={evidenceRows(finding)}
      {...(remedies.length > 0 && { remedies: <Remedies remedies={remedies} /> })}
    >
      <p>{explanation}</p>
      {consequences.length > 0 && (
        <details className={styles.consequences}>
          <summary>What follows from it</summary>
          <ul>
            {consequences.map((consequence) => (
              <li key={consequence.rule}>
                {consequence.title}. {consequence.explanation}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Finding>
  )
}

/** Within the list its filter is kept; the wizard is a page of its own. */
function remedyTo(params: ProjectParams, action: RemedyAction, search: string): string {
  const to = remedyHref(params, action)
  return action.type === 'expose' ? to : withListState(to, search)
}

/** What can be done here as buttons, the best first; what others have to do as words. */
function Remedies({ remedies }: { remedies: readonly Remedy[] }) {
  const { params } = useProject()
  const { pathname, search } = useLocation()
  // The query of the wizard is what was asked for, and no filter of a list.
  const filter = pathname.startsWith(paths.expose(params)) ? '' : search
  const here = remedies.flatMap(({ words, action }) =>
    action ? [{ words, to: remedyTo(params, action, filter), action }] : [],
  )
  const elsewhere = remedies.filter(({ action }) => !action)
  return (
    <div className={styles.remedies}>
      {here.length > 0 && (
        <div className={styles.actions}>
          {here.map(({ words, to, action }, index) => (
            <ActionButton key={words} to={to} look={index === 0 ? 'primary' : 'outline'}>
              {remedyLabel(words, action)}
            </ActionButton>
          ))}
        </div>
      )}
      {elsewhere.length > 0 && (
        <div>
          <Text as="p" size="s" tone="2">
            {here.length > 0 ? 'What also helps, elsewhere:' : 'What helps, elsewhere:'}
          </Text>
          <ul className={styles.advice}>
            {elsewhere.map(({ words }) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
