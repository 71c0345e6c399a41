import { poolOvnEip, poolSubnet, poolEip, poolVlan, made } from '@kube-dc/networking/testing/pools'
import { NOW } from '@kube-dc/networking/testing/samples'
import { PoolBook, type PoolSource } from '@kube-dc/networking/pools/pool-book'
import { reconcile } from '@kube-dc/networking/pools/reconcile'
import { poolReport, type PoolReport } from '@kube-dc/networking/pools/report'
import type { Growth } from '@kube-dc/networking/pools/trend'
import { screen, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import { platformBff } from '../../../test/platform.ts'

const server = useTestServer()

/** The report of ext-public as the server makes it of these objects. */
function report(version: string, ...objects: readonly PoolSource[]): PoolReport {
  const book = new PoolBook()
  book.seeExternalIps(true)
  book.apply(made(poolSubnet(), poolVlan(), ...objects))
  const view = book.pool('ext-public')
  if (!view) throw new Error('the sample has no pool')
  const findings = reconcile(view, {
    now: NOW,
    externalIps: book.doubtful(),
    services: [],
    vlanMissing: false,
  })
  const growth: Growth = { recent: 0, trend: { state: 'unknown' }, samples: [], source: 'memory' }
  return {
    ...poolReport(view, findings, growth),
    meta: { ...view.pool.subnet.meta, resourceVersion: version },
  }
}

const LEAKED = poolOvnEip('b', '203.0.113.10')
const CONFLICT = [
  poolOvnEip('c', '203.0.113.11'),
  poolEip('c', '203.0.113.11'),
  poolOvnEip('d', '203.0.113.11'),
  poolEip('d', '203.0.113.11'),
]

it('lists what breaks something first, each with its address, and counts it in the tab', async () => {
  const bff = platformBff()
  bff.channel('pools/*').put(report('1', LEAKED, ...CONFLICT))
  const { user, at } = renderApp('/admin/reconciliation', server, bff)
  await screen.findByRole('grid', { name: 'Differences' })
  const names = screen.getAllByRole('rowheader').map(({ textContent }) => textContent)
  expect(names).toEqual(['203.0.113.11 is held 2 times', '203.0.113.10 is held and nobody has it'])
  expect(screen.getByRole('link', { name: /^Reconciliation\s?2\s?1 broken$/ })).toBeInTheDocument()
  const address = screen.getByRole('link', { name: '203.0.113.10' })
  expect(address).toHaveAttribute('href', '/admin/pools/ext-public/addresses/203.0.113.10')

  await user.click(screen.getByRole('link', { name: /^203.0.113.10 is held/ }))
  const panel = await screen.findByRole('complementary', { name: '203.0.113.10 leaked' })
  expect(at()).toBe('/admin/reconciliation/ext-public~leaked~203.0.113.10')
  expect(panel).toHaveTextContent('It was made for nimbus-edge/b, which does not exist any more.')
  expect(panel).toHaveTextContent('then delete that OvnEip.')

  bff.channel('pools/*').put(report('2', ...CONFLICT))
  bff.push()
  expect(await screen.findByRole('complementary', { name: 'Settled' })).toBeInTheDocument()
  expect(screen.getAllByRole('rowheader')).toHaveLength(1)
})

it('is narrowed by kind of finding', async () => {
  const bff = platformBff()
  bff.channel('pools/*').put(report('1', LEAKED, ...CONFLICT))
  renderApp('/admin/reconciliation?kind=Leaked', server, bff)
  const grid = await screen.findByRole('grid', { name: 'Differences' })
  expect(within(grid).getAllByRole('rowheader')).toHaveLength(1)
})

it('says what was compared where nothing disagrees', async () => {
  const bff = platformBff()
  bff.channel('pools/*').put(report('1'))
  renderApp('/admin/reconciliation', server, bff)
  expect(await screen.findByText('1 pool was compared, and nothing disagrees.')).toBeInTheDocument()
})
