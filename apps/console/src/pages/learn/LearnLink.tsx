import { BookOpen } from 'lucide-react'
import { Link } from 'react-router'
import { paths } from '../../app/paths.ts'
import { useProject } from '../project/project-context.ts'
import styles from './LearnLink.module.css'
import { PARAGRAPHS, type Paragraph, type Subject } from './paragraphs.ts'

/** The quiet way from a page to what Learn says about it. */
export function LearnLink({ about }: { about: Subject }) {
  const { params } = useProject()
  const { page, id, words }: Paragraph = PARAGRAPHS[about]
  return (
    <Link className={styles.link} to={paths.learn(params, page, id)}>
      <BookOpen size={14} strokeWidth={1.5} aria-hidden />
      {words}
    </Link>
  )
}
