import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { CONTENTS } from '../../app/learn-contents.ts'

const BASE = '/o/nimbus/p/edge/learn'
const server = useTestServer()
const PAGES = CONTENTS.flatMap(({ pages }) => pages)

it.each(PAGES)('$title is told', async ({ slug, title }) => {
  renderApp(`${BASE}/${slug}`, server, new FakeBff())
  expect(await screen.findByRole('heading', { level: 1, name: title })).toBeInTheDocument()
  const article = screen.getByRole('article')
  // Something of the article itself, not its title alone.
  await within(article).findAllByText(/\.$/)
  expect(screen.getByRole('link', { name: title, current: 'page' })).toBeInTheDocument()
  expect(document.title).toBe(`${title}, edge, nimbus`)
})

it('begins with the choice of a method, and the rail says where one is', async () => {
  const { at } = renderApp(BASE, server, new FakeBff())
  await screen.findByRole('heading', { level: 1, name: 'Which method should I use?' })
  expect(at()).toBe(`${BASE}/which-method`)
  const rail = screen.getByRole('navigation', { name: 'Sections' })
  expect(within(rail).getByRole('link', { current: 'page' })).toHaveTextContent('Learn')
})

it('says how each method stands in this Project', async () => {
  renderApp(`${BASE}/which-method`, server, new FakeBff())
  const table = await screen.findByRole('table')
  const today = await within(table).findByRole('row', { name: /In edge, now/ })
  expect(within(today).getAllByRole('cell')).toHaveLength(4)
})

const STARTS = {
  web: 'Start with a gateway route',
  machine: 'Start with a floating IP',
  service: 'Start with a load balancer on its own External IP',
  several: 'Start with a load balancer on a shared address',
} as const

it.each([
  ['which-method', ['web', 'machine', 'service', 'several']],
  ['gateway-route', ['web']],
  ['floating-ip', ['machine']],
  ['load-balancer', ['service', 'several']],
] as const)('%s starts the wizard with %s', async (page, answers) => {
  renderApp(`${BASE}/${page}`, server, new FakeBff())
  for (const answer of answers) {
    expect(await screen.findByRole('link', { name: STARTS[answer] })).toHaveAttribute(
      'href',
      `/o/nimbus/p/edge/expose?answer=${answer}`,
    )
  }
})

it('leads from a word to its meaning', async () => {
  const { user, at } = renderApp(`${BASE}/way-out`, server, new FakeBff())
  await user.click(await screen.findByRole('link', { name: 'SNAT' }))
  expect(at()).toMatch(/glossary/)
  // The hint over the link says the same until it closes.
  await waitFor(() => {
    expect(screen.getByText(/puts the External IP in the place of the private address/)).toBeInTheDocument()
  })
})

it('knows no other page', async () => {
  renderApp(`${BASE}/nothing`, server, new FakeBff())
  expect(await screen.findByText(/no such page/i)).toBeInTheDocument()
})
