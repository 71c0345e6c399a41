import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'

const server = useTestServer()

// jsdom lays nothing out and knows no scrolling.
Element.prototype.scrollIntoView = () => {}

it('goes from a list to another Project by its name', async () => {
  const bff = new FakeBff()
  bff.projects.push({ organization: 'nimbus', name: 'arena', detail: 'full' })
  const { user, at } = renderApp('/o/nimbus/p/edge/external-ips', server, bff)
  await user.click(await screen.findByRole('button', { name: 'Search names, addresses, actions' }))
  const box = await screen.findByRole('combobox', { name: 'Search names, addresses, actions' })
  await user.type(box, 'nimbus are')
  await screen.findByRole('option', { name: /^arena/ })
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/arena/overview'))
})

it('offers what can be done in the open Project, from anywhere on the page', async () => {
  const { user, at } = renderApp('/o/nimbus/p/edge/external-ips', server)
  await screen.findByRole('button', { name: 'Search names, addresses, actions' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), 'create')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/external-ips/create'))
})
