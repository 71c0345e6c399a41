import type { ProjectSummary } from '@kube-dc/api/session'
import Popover from '@mui/material/Popover'
import { Check } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { Link, useNavigate } from 'react-router'
import { findProjects, SHOWN_AT_ONCE, type OrganizationGroup } from './find-projects.ts'
import styles from './ProjectSwitcher.module.css'

/** The parts of a Project that the switcher shows. */
type SwitcherProject = Pick<ProjectSummary, 'organization' | 'name' | 'ready' | 'egressNetworkType'>

export interface Choices {
  /** Without a name, the page is the Organization's own; without an Organization, the provider's. */
  current: { organization?: string; name?: string }
  /** Undefined while they load. */
  projects: readonly SwitcherProject[] | undefined
  hrefOf: (project: SwitcherProject) => string
  /** The page of an Organization. */
  organizationHref: (organization: string) => string
}

interface ProjectChoiceProps extends Choices {
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
}

/** Under the switcher's button: every Project that this person may open, by Organization, to search. */
export function ProjectChoice({ anchor, onClose, ...choices }: ProjectChoiceProps) {
  return (
    <Popover
      open
      anchorEl={() => anchor.current}
      onClose={onClose}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      slotProps={{ paper: { role: 'dialog', 'aria-label': 'Switch to another Project' } }}
    >
      <Choice {...choices} onDone={onClose} />
    </Popover>
  )
}

function Choice(props: Choices & { onDone: () => void }) {
  const { projects, hrefOf, onDone } = props
  const [search, setSearch] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const navigate = useNavigate()
  const { groups, first, more } = findProjects(projects ?? [], search)

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    const next = at + (event.key === 'ArrowDown' ? 1 : -1)
    if (next < 0) input.current?.focus()
    else links[Math.min(next, links.length - 1)]?.focus()
  }

  return (
    <div className={styles.choice} onKeyDown={onKeyDown}>
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          if (!first) return
          void navigate(hrefOf(first))
          onDone()
        }}
      >
        <input
          ref={input}
          type="search"
          autoFocus
          className={styles.input}
          aria-label="Find a Project"
          placeholder="Find a Project"
          autoComplete="off"
          spellCheck={false}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </form>
      <div ref={list} className={styles.list}>
        {groups.map((group) => (
          <Group key={group.organization} {...props} group={group} searching={search.trim() !== ''} />
        ))}
        {groups.length === 0 && (
          <p className={styles.note}>
            {projects ? `No Project matches “${search}”.` : 'Reading your Projects…'}
          </p>
        )}
        {more > 0 && (
          <p className={styles.note}>
            {SHOWN_AT_ONCE} shown; {more.toLocaleString('en')} more match. Type more of the name.
          </p>
        )}
      </div>
    </div>
  )
}

interface GroupProps extends Pick<Choices, 'current' | 'hrefOf' | 'organizationHref'> {
  group: OrganizationGroup<SwitcherProject>
  /** Somebody looks for a Project by name, so nothing else is offered. */
  searching: boolean
  onDone: () => void
}

function Group({ group, searching, current, hrefOf, organizationHref, onDone }: GroupProps) {
  const id = useId()
  const whole = current.name === undefined && group.organization === current.organization
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {group.organization}
      </h3>
      <ul>
        {group.projects.map((project) => {
          const here = project.organization === current.organization && project.name === current.name
          return (
            <li key={project.name}>
              <Link
                to={hrefOf(project)}
                className={styles.option ?? ''}
                aria-current={here || undefined}
                onClick={onDone}
              >
                <span className={styles.name}>{project.name}</span>
                <span className={styles.detail}>{detailOf(project)}</span>
                {here && <Check strokeWidth={1.8} />}
              </Link>
            </li>
          )
        })}
        {!searching && (
          <li>
            <Link
              to={organizationHref(group.organization)}
              className={styles.option ?? ''}
              aria-current={whole || undefined}
              onClick={onDone}
            >
              <span className={styles.whole}>All External IPs of {group.organization}</span>
              {whole && <Check strokeWidth={1.8} />}
            </Link>
          </li>
        )}
      </ul>
    </section>
  )
}

function detailOf({ ready, egressNetworkType: type }: SwitcherProject): string {
  if (ready === false) return 'not ready'
  return type === undefined || type === 'unknown' ? '' : `${type} network`
}
