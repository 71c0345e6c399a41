import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { createMemoryRouter, RouterProvider } from 'react-router'
import { expect, it, vi } from 'vitest'
import { AccountMenu } from './AccountMenu.tsx'
import { findProjects, SHOWN_AT_ONCE } from './find-projects.ts'
import { ProjectSwitcher } from './ProjectSwitcher.tsx'
import { Shell } from './Shell.tsx'

const PROJECTS = [
  { organization: 'nimbus', name: 'edge' },
  { organization: 'nimbus', name: 'arena' },
  { organization: 'harbor', name: 'gate', ready: false },
]

function showSwitcher() {
  const router = createMemoryRouter(
    [
      {
        path: '*',
        element: (
          <ProjectSwitcher
            current={{ organization: 'nimbus', name: 'edge' }}
            projects={PROJECTS}
            hrefOf={({ organization, name }) => `/o/${organization}/p/${name}`}
            organizationHref={(organization) => `/o/${organization}`}
          />
        ),
      },
    ],
    { initialEntries: ['/o/nimbus/p/edge'] },
  )
  render(<RouterProvider router={router} />)
  return { router, user: userEvent.setup() }
}

it('finds a Project by typing and goes there by Enter', async () => {
  const { router, user } = showSwitcher()
  await user.click(screen.getByRole('button', { name: /nimbus.*edge/ }))
  expect(await screen.findByRole('searchbox', { name: 'Find a Project' })).toHaveFocus()
  await user.keyboard('harbor/ga')
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['gatenot ready'])
  await user.keyboard('{Enter}')
  expect(router.state.location.pathname).toBe('/o/harbor/p/gate')
})

it('lists Projects by Organization as links, marks the current one, and arrows move among them', async () => {
  const { router, user } = showSwitcher()
  await user.click(screen.getByRole('button', { name: /nimbus/ }))
  const dialog = await screen.findByRole('dialog', { name: 'Switch to another Project' })
  expect(
    within(dialog)
      .getAllByRole('heading')
      .map((heading) => heading.textContent),
  ).toEqual(['harbor', 'nimbus'])
  expect(within(dialog).getByRole('link', { current: true })).toHaveTextContent('edge')
  await user.keyboard('{ArrowDown}{ArrowDown}')
  expect(within(dialog).getByRole('link', { name: 'All External IPs of harbor' })).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(within(dialog).getByRole('link', { name: 'arena' })).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(router.state.location.pathname).toBe('/o/nimbus/p/arena')
})

it('says when no Project matches', async () => {
  const { user } = showSwitcher()
  await user.click(screen.getByRole('button', { name: /nimbus/ }))
  await user.keyboard('zzz')
  expect(screen.getByText('No Project matches “zzz”.')).toBeVisible()
})

it('shows no more Projects at once than can be read, and says how many more match', () => {
  const many = Array.from({ length: 130 }, (_, index) => ({ organization: 'o', name: `p${index}` }))
  const { groups, more } = findProjects(many, '')
  expect(groups[0]?.projects).toHaveLength(SHOWN_AT_ONCE)
  expect(more).toBe(30)
})

it('tells who one is and with what, and signs out', async () => {
  const user = userEvent.setup()
  const onSignOut = vi.fn()
  render(
    <AccountMenu
      person={{
        username: 'nimbus-developer',
        name: 'nimbus-developer',
        organization: 'nimbus',
        groups: ['user'],
      }}
      role="developer"
      onSignOut={onSignOut}
    />,
  )
  await user.click(screen.getByRole('button', { name: 'Account of nimbus-developer' }))
  const account = await screen.findByRole('dialog', { name: 'Account' })
  expect(
    within(account)
      .getAllByRole('definition')
      .map((fact) => fact.textContent),
  ).toEqual(['nimbus', 'user', 'developer'])
  await user.click(within(account).getByRole('button', { name: 'Sign out' }))
  expect(onSignOut).toHaveBeenCalledTimes(1)
})

it('lets the keyboard skip to the content, and says that the lab serves it', async () => {
  render(
    <Shell top={<header>top</header>} lab>
      content
    </Shell>,
  )
  await userEvent.tab()
  const skip = screen.getByRole('link', { name: 'Skip to the content' })
  expect(skip).toHaveFocus()
  expect(document.querySelector(skip.getAttribute('href') ?? '')).toBe(screen.getByRole('main'))
  expect(screen.getByText(/You are in the lab/)).toBeVisible()
})
