import { EXAMPLES } from '@kube-dc/networking/learn/examples'
import { GLOSSARY, type TermId } from '@kube-dc/networking/learn/glossary'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { CodeBlock } from '../../parts/CodeBlock.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './Learn.module.css'

/** What the article is about, in two sentences. */
export function Lead({ children }: { children: ReactNode }) {
  return <p className={styles.lead}>{children}</p>
}

export function List({ ordered = false, children }: { ordered?: boolean; children: ReactNode }) {
  return ordered ? (
    <ol className={`${styles.list} ${styles.steps}`}>{children}</ol>
  ) : (
    <ul className={styles.list}>{children}</ul>
  )
}

/** Where the platform's real behaviour differs from the short story. */
export function Really({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.here} aria-label="What really happens">
      <h3>What really happens</h3>
      {children}
    </aside>
  )
}

/** Another page of Learn. */
export function See({ page, children }: { page: string; children: ReactNode }) {
  const { params } = useProject()
  return <Link to={paths.learn(params, page)}>{children}</Link>
}

/** A word of the glossary, with its meaning as a hint. */
export function Word({ id, children }: { id: TermId; children?: ReactNode }) {
  const { params } = useProject()
  const term = GLOSSARY.find((one) => one.id === id)
  return (
    <Link to={`${paths.learn(params, 'glossary')}#${id}`} title={term?.short}>
      {children ?? term?.term}
    </Link>
  )
}

/** A manifest, to copy and apply with kubectl. */
export function Example({ id }: { id: string }) {
  const example = EXAMPLES.find((one) => one.id === id)
  if (!example) throw new Error(`There is no example ${id}`)
  return (
    <section className={styles.example} aria-labelledby={`example-${id}`}>
      <h3 id={`example-${id}`}>{example.title}</h3>
      <p>{example.makes}</p>
      <CodeBlock code={example.yaml} what={`manifest: ${example.title}`} />
    </section>
  )
}
