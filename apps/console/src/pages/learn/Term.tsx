import type { TermId } from '@kube-dc/networking/learn/glossary'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { Hint } from '../../parts/Hint.tsx'
import { PlainButton } from '../../parts/PlainButton.tsx'
import { useProject } from '../project/project-context.ts'
import { meaning } from './meaning.ts'
import styles from './Term.module.css'

interface TermProps {
  id: TermId
  /** As the page says it. */
  children: ReactNode
}

/** A word of a page with its meaning from the glossary as a hint, and the way to its paragraph in Learn. */
export function Term({ id, children }: TermProps) {
  const { params } = useProject()
  return (
    <Hint words={meaning(id)} more={<Link to={paths.learn(params, 'glossary', id)}>More in Learn</Link>}>
      {(trigger) => (
        <PlainButton className={styles.term} {...trigger}>
          {children}
        </PlainButton>
      )}
    </Hint>
  )
}
