import { Suspense, useEffect } from 'react'
import { NavLink, useLocation, useParams } from 'react-router'
import { CONTENTS, learnPage, type LearnPage } from '../../app/learn-contents.ts'
import { paths } from '../../app/paths.ts'
import { NotFound } from '../../app/NotFound.tsx'
import { SkeletonRows } from '../../parts/SkeletonRows.tsx'
import { useProject } from '../project/project-context.ts'
import { ARTICLES } from './articles.ts'
import styles from './Learn.module.css'

/** Learn: what there is to know about networking here, told with the reader's own objects. */
export function Component() {
  const { page: slug } = useParams()
  const page = learnPage(slug)
  return (
    <div className={styles.frame}>
      <Contents />
      {page ? <ArticleOf key={page.slug} page={page} /> : <NotFound />}
    </div>
  )
}

function Contents() {
  const { params } = useProject()
  return (
    <nav className={styles.contents} aria-label="Learn">
      {CONTENTS.map(({ title, pages }) => (
        <section key={title} aria-label={title}>
          <h2>{title}</h2>
          <ul>
            {pages.map(({ slug, title: words }) => (
              <li key={slug}>
                <NavLink to={paths.learn(params, slug)}>{words}</NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function ArticleOf({ page: { slug, title } }: { page: LearnPage }) {
  const Article = ARTICLES[slug]
  return (
    <article className={styles.article}>
      <h1>{title}</h1>
      <Suspense fallback={<SkeletonRows columns={['3fr', '2fr']} />}>
        <Article />
        <AtParagraph />
      </Suspense>
    </article>
  )
}

/** Goes to the paragraph that the address names, once the article is there. */
function AtParagraph() {
  const { hash, key } = useLocation()
  useEffect(() => {
    if (hash !== '') document.getElementById(decodeURIComponent(hash.slice(1)))?.focus()
    // The same link pressed again leads there again.
  }, [hash, key])
  return null
}
