import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { PlainButton } from '../parts/PlainButton.tsx'
import { prepared } from '../parts/prepared.ts'
import type { Choices } from './ProjectChoice.tsx'
import styles from './ProjectSwitcher.module.css'

const loadChoice = async () => ({ default: (await import('./ProjectChoice.tsx')).ProjectChoice })

const ProjectChoice = lazy(loadChoice)

const PREPARED = prepared(loadChoice)

/** Organization and Project of the page; opens a list to search and to go to another one. */
export function ProjectSwitcher(props: Choices) {
  const { current } = props
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <PlainButton
        ref={button}
        className={styles.button}
        aria-haspopup="dialog"
        aria-expanded={open}
        title="Switch to another Project"
        onClick={() => setOpen(true)}
        {...PREPARED}
      >
        {current.organization === undefined ? (
          <span className={styles.organization}>Platform</span>
        ) : (
          <>
            <span className={styles.organization}>{current.organization}</span>
            <span className={styles.slash}>/</span>
            <span className={styles.project}>{current.name ?? 'all Projects'}</span>
          </>
        )}
        <ChevronDown className={styles.slash} />
      </PlainButton>
      {open && (
        <Suspense>
          <ProjectChoice {...props} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
