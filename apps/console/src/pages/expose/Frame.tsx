import type { Method } from '@kube-dc/networking/joins/views'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { paths } from '../../app/paths.ts'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { LearnLink } from '../learn/LearnLink.tsx'
import { subjectOfStep } from '../learn/paragraphs.ts'
import { useProject } from '../project/project-context.ts'
import { STEPS, stepTitle, type Step } from './steps.ts'
import styles from './Frame.module.css'

interface FrameProps {
  step: Step
  method: Method | undefined
  /** What the last step waits for is there. */
  ready?: boolean
  /** Beside the title. */
  sub?: ReactNode
  title: string
  /** At the left of the foot: what leads nowhere further. */
  aside?: ReactNode
  /** Back and on. */
  actions: ReactNode
  children: ReactNode
}

/** One step of the wizard: where it stands among the others, its contents, and the ways on. */
export function Frame({ step, method, ready = false, title, sub, aside, actions, children }: FrameProps) {
  return (
    <div className={styles.frame}>
      <Rail step={step} method={method} ready={ready} />
      <div className={styles.main}>
        <div className={styles.head}>
          <h1>{title}</h1>
          {sub !== undefined && <span className={styles.sub}>{sub}</span>}
          <span className={styles.learn}>
            <LearnLink about={subjectOfStep(step, method)} />
          </span>
        </div>
        <div className={styles.body}>{children}</div>
        <div className={styles.foot}>
          <div>{aside}</div>
          <div className={styles.actions}>{actions}</div>
        </div>
      </div>
    </div>
  )
}

function Rail({ step, method, ready }: Pick<FrameProps, 'step' | 'method' | 'ready'>) {
  const { params } = useProject()
  const [query] = useSearchParams()
  const here = STEPS.indexOf(step)
  return (
    <nav className={styles.rail} aria-label="Steps of the wizard">
      <ol>
        {STEPS.map((each, index) => {
          const title = stepTitle(each, method)
          // What has been asked for is not asked for again by going back.
          const isLink = index < here && step !== 'apply'
          return (
            <li key={each} aria-current={index === here ? 'step' : undefined}>
              {index < here || (index === here && ready) ? (
                <StateGlyph state="ok" named />
              ) : index === here ? (
                <span className={styles.current}>
                  <StateGlyph state="end" />
                </span>
              ) : (
                <span className={styles.ring} />
              )}
              {isLink ? (
                <Link to={paths.exposeStep(params, each, query)}>{title}</Link>
              ) : (
                <span className={styles.name}>{title}</span>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
