import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import type { FakeBff } from '../../../test/fake-bff.ts'
import { organization, unreadable } from '../../../test/objects.ts'
import { platformBff, usage } from '../../../test/platform.ts'

const server = useTestServer()

function tenants(): FakeBff {
  const bff = platformBff()
  bff
    .channel('organizations/*')
    .put(
      organization('nimbus', { used: 4, hard: 3 }),
      { ...organization('harbor', { used: 2 }), plan: 'partner-pool' },
      organization('quarry', {}),
      unreadable('orchard', 'status.quotaUsage: expected object'),
    )
  bff
    .channel('address-usage/*')
    .put(
      usage('nimbus', 'edge', { held: 3, idle: 1, waiting: 1 }),
      usage('nimbus', 'arena', { held: 1 }),
      usage('harbor', 'gate', { held: 2, idle: 2 }),
      usage('quarry', 'build', { held: 1 }),
    )
  return bff
}

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(`^(.*\\s)?${name}\\s`) })

it('puts idle addresses first and says how each Organization stands', async () => {
  renderApp('/admin/organizations', server, tenants())
  const nimbus = await rowOf('nimbus')
  expect(nimbus).toHaveTextContent('4 of 3')
  expect(nimbus).toHaveTextContent('Over its limit by 1')
  expect(nimbus).toHaveTextContent('4, 1 waits')
  expect(await rowOf('harbor')).toHaveTextContent('Plan partner-pool sets no limit')
  const quarry = await rowOf('quarry')
  expect(quarry).toHaveTextContent('not known')
  expect(quarry).toHaveTextContent('The platform reports no figures')
  expect(await rowOf('orchard')).toHaveTextContent('Not readable: status.quotaUsage: expected object')
  const names = screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(names).toEqual(['harbor', 'nimbus', 'orchard', 'quarry'])
})

it('shows what each Project holds under its Organization, and leads there', async () => {
  const { user, at } = renderApp('/admin/organizations', server, tenants())
  const nimbus = await rowOf('nimbus')
  await user.click(within(nimbus).getByRole('button', { name: /Projects/ }))
  const projects = await screen.findByRole('table', { name: 'Projects of nimbus' })
  const edge = within(projects).getByRole('row', { name: /^edge/ })
  expect(edge).toHaveTextContent('edgenimbus-edge31110')
  await user.click(within(edge).getByRole('link', { name: 'edge' }))
  await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/external-ips'))
})

it('lists a Project that has no address, and one without a namespace, with nothing', async () => {
  const bff = tenants()
  const { namespace: _, ...later } = usage('nimbus', 'later', {})
  const nothing = { held: 0, idle: 0, waiting: 0 }
  bff
    .channel('address-usage/*')
    .put({ ...later, cloud: nothing }, { ...usage('orchard', 'fresh', {}), cloud: nothing })
  const { user } = renderApp('/admin/organizations', server, bff)
  await user.click(within(await rowOf('nimbus')).getByRole('button', { name: /Projects/ }))
  const projects = await screen.findByRole('table', { name: 'Projects of nimbus' })
  expect(within(projects).getByRole('row', { name: /^later/ })).toHaveTextContent('laternone yet00000')
  await user.click(within(await rowOf('orchard')).getByRole('button', { name: /Projects/ }))
  const fresh = await screen.findByRole('table', { name: 'Projects of orchard' })
  expect(within(fresh).getByRole('row', { name: /^fresh/ })).toHaveTextContent('freshorchard-fresh00000')
})

it('follows what changes, and finds an Organization by its Project', async () => {
  const bff = tenants()
  const { user } = renderApp('/admin/organizations', server, bff)
  await rowOf('harbor')
  bff.channel('address-usage/*').put(usage('harbor', 'gate', { held: 5 }))
  bff.push()
  expect(await screen.findByText('5')).toBeInTheDocument()
  await user.type(screen.getByRole('searchbox', { name: 'Filter Organizations' }), 'arena')
  expect(await screen.findByText('1 of 4')).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'nimbus' })).toBeInTheDocument()
})

it('says what is not known where Organizations may not be listed', async () => {
  const bff = platformBff('viewer')
  bff.channel('organizations/*').forbidden = true
  bff.channel('address-usage/*').put(usage('nimbus', 'edge', { held: 3 }))
  renderApp('/admin/organizations', server, bff)
  expect(await screen.findByText('Limits are not shown')).toBeInTheDocument()
  expect(await rowOf('nimbus')).toHaveTextContent('The Organization cannot be read')
})

it('is no page for tenants', async () => {
  renderApp('/admin/organizations', server)
  expect(await screen.findByRole('heading', { name: 'No such page' })).toBeInTheDocument()
})
