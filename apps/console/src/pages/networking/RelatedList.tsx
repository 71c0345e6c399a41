import type { Known, SourceKind } from '@kube-dc/networking/joins/views'
import { KIND_TITLES } from '@kube-dc/networking/model/kinds'
import type { Meta } from '@kube-dc/networking/model/object'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Section } from '../../parts/Card.tsx'
import { Text } from '../../parts/Text.tsx'
import { useProject } from '../project/project-context.ts'
import styles from './Details.module.css'
import { exposeAction } from './expose-action.ts'
import { ListLink } from './ListLink.tsx'
import type { ListKind } from '../../app/lists.ts'

/** One thing that has to do with the object of the page. */
export interface Relation {
  /** What it is: "External IP". */
  readonly what: string
  readonly name: string
  /** Where it has details. */
  readonly list?: ListKind
  /** What the wizard exposes: the name of a target's view, `vm/broker-1`. */
  readonly target?: string
  /** More about it, or why it is not there. */
  readonly note?: ReactNode
}

interface RelatedListProps {
  relations: readonly Relation[]
  /** Where there are none: "Nothing uses this address." */
  none: string
}

/** Everything that has to do with one object, as links where it has a page. */
export function RelatedList({ relations, none }: RelatedListProps) {
  if (relations.length === 0) {
    return (
      <Section>
        <Text as="p" size="s" tone="2">
          {none}
        </Text>
      </Section>
    )
  }
  return (
    <Section>
      <ul className={styles.entries}>
        {relations.map(({ what, name, list, target, note }, index) => (
          <li key={index}>
            <div className={styles.entryHead}>
              <Text tone="3">{what}</Text>
              <Text strong>{list ? <ListLink kind={list} name={name} /> : name}</Text>
              {target !== undefined && <ExposeLink target={target} />}
            </div>
            {note !== undefined && <p className={styles.message}>{note}</p>}
          </li>
        ))}
      </ul>
    </Section>
  )
}

function ExposeLink({ target }: { target: string }) {
  const { params } = useProject()
  const { label, to } = exposeAction(params, target)
  return <Link to={to}>{label}</Link>
}

/**
 * An object that another one names, as a relation with why it cannot be opened.
 *
 * @param name that it is asked for by; where it was found, its own counts.
 */
export function relation(
  what: string,
  known: Known<{ readonly meta: Meta }>,
  name: string | undefined,
  list?: ListKind,
): Relation | undefined {
  switch (known.state) {
    case 'found':
    case 'unreadable':
      return {
        what,
        name: known.object.meta.name,
        ...(list && { list }),
        ...(known.state === 'unreadable' && { note: 'It exists and cannot be read.' }),
      }
    case 'absent':
      return name === undefined ? undefined : { what, name, note: 'It does not exist.' }
    case 'hidden':
      return {
        what,
        name: name ?? 'not visible to you',
        note: hiddenWords(known.kind),
      }
  }
}

/** Why nothing is told about an object. */
function hiddenWords(kind: SourceKind): string {
  return `Your role may not list ${KIND_TITLES[kind]} here, so nothing is known about it.`
}
