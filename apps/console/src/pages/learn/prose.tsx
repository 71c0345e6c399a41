import { EXAMPLES } from '@kube-dc/networking/learn/examples'
import { term, type TermId } from '@kube-dc/networking/learn/glossary'
import { ANSWER_WORDS, methodTable, type Answer } from '@kube-dc/networking/methods/methods'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { LearnSlug } from '../../app/learn-contents.ts'
import { paths } from '../../app/paths.ts'
import { CodeBlock } from '../../parts/CodeBlock.tsx'
import { Hint } from '../../parts/Hint.tsx'
import { useSession } from '../../session/session-query.ts'
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

/** What links name that paragraph by, on every page that has it. */
const REALLY = 'really'

/** Where the platform's real behaviour differs from the short story. */
export function Really({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.here} aria-label="What really happens">
      <h3 id={REALLY} tabIndex={-1}>
        What really happens
      </h3>
      {children}
    </aside>
  )
}

/** Another page of Learn. */
export function See({ page, children }: { page: LearnSlug; children: ReactNode }) {
  const { params } = useProject()
  return <Link to={paths.learn(params, page)}>{children}</Link>
}

/** The wizard, begun with the answer that a method is for. */
export function Start({ answer }: { answer: Answer }) {
  const { params } = useProject()
  const { installation } = useSession()
  const { inSentence } = methodTable(installation)[ANSWER_WORDS[answer].method]
  return <Link to={paths.expose(params, { answer })}>Start with {inSentence}</Link>
}

/** A word of the glossary as a link to it, with its meaning as a hint. */
export function Word({ id, children }: { id: TermId; children?: ReactNode }) {
  const { params } = useProject()
  const { term: word, short } = term(id)
  return (
    <Hint words={short}>
      {({ 'aria-describedby': describedBy }) => (
        <Link to={paths.learn(params, 'glossary', id)} aria-describedby={describedBy}>
          {children ?? word}
        </Link>
      )}
    </Hint>
  )
}

interface ParagraphProps {
  /** What links name it by; unlike any other on its page. */
  id: string
  title: string
}

/** The heading of a paragraph that pages of the console link to. */
export function Paragraph({ id, title }: ParagraphProps) {
  return (
    <h2 id={id} tabIndex={-1}>
      {title}
    </h2>
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
