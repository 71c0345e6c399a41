import { subnet } from '@kube-dc/networking/model/subnet'
import type { AddressReport, PoolReport } from '@kube-dc/networking/pools/report'
import { screen, waitFor, within } from '@testing-library/react'
import { expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import type { FakeBff } from '../../../test/fake-bff.ts'
import { platformBff, reportMeta } from '../../../test/platform.ts'
import { createHolderRows } from './rows.ts'

const server = useTestServer()

// jsdom lays nothing out and knows no scrolling.
Element.prototype.scrollIntoView = () => {}

const POOL: PoolReport = {
  kind: 'PoolReport',
  meta: reportMeta('ext-public'),
  subnet: subnet.parse({
    metadata: {
      name: 'ext-public',
      uid: 'uid-ext-public',
      resourceVersion: '1',
      creationTimestamp: '2026-08-01T10:00:00Z',
      labels: { 'network.kube-dc.com/external-network-type': 'public' },
    },
    spec: {
      cidrBlock: '203.0.113.0/27',
      gateway: '203.0.113.1',
      excludeIps: ['203.0.113.2..203.0.113.4'],
      vlan: 'vlan114',
    },
  }),
  censuses: [],
  findings: [],
  moreFindings: 0,
  growth: { recent: 0, trend: { state: 'unknown' }, samples: [], source: 'memory' },
}

function holder(name: string, v4: string, part: Partial<AddressReport> = {}): AddressReport {
  return {
    kind: 'AddressReport',
    meta: reportMeta(`eip-${name}`, { namespace: 'ext-public' }),
    v4,
    state: 'shared',
    type: 'nat',
    nat: 'snat',
    ready: true,
    project: { organization: 'nimbus', project: 'edge' },
    eip: {
      namespace: 'nimbus-edge',
      name,
      uid: `uid-${name}`,
      createdAt: '2026-08-01T10:00:00Z',
      ownership: 'Shared',
      owners: [{ type: 'ServiceLb', name: 'mqtt' }],
      ready: true,
      networkType: 'public',
    },
    ...part,
  }
}

function pools(): FakeBff {
  const bff = platformBff('viewer')
  bff.channel('pools/*').put(POOL)
  bff
    .channel('pool-addresses/*')
    .put(
      holder('uplink-a', '203.0.113.14'),
      holder('ingress', '203.0.113.9', { project: { organization: 'harbor', project: 'gate' } }),
      holder('twice', '203.0.113.9'),
    )
  return bff
}

it('answers the box in the head of every page of the provider’s side, and leads to the address', async () => {
  const { user, at } = renderApp('/admin/pools', server, pools())
  await user.type(
    await screen.findByRole('searchbox', { name: 'Who holds this address?' }),
    '203.0.113.14{Enter}',
  )
  await waitFor(() => expect(at()).toBe('/admin/holders?filter=203.0.113.14'))
  expect(
    await screen.findByText('203.0.113.14 in ext-public is shared: nimbus / edge, uplink-a.'),
  ).toBeInTheDocument()
  const row = await screen.findByRole('row', { name: /203\.0\.113\.14/ })
  expect(row).toHaveTextContent('load balancer mqtt')
  expect(within(row).getByRole('link', { name: '203.0.113.14' })).toHaveAttribute(
    'href',
    expect.stringContaining('/admin/pools/ext-public/addresses/203.0.113.14'),
  )
})

it.each([
  ['203.0.113.20', '203.0.113.20 is free in ext-public: whoever asks next may get it.'],
  ['203.0.113.3', '203.0.113.3 is excluded in ext-public: nobody holds it, and it is not given out.'],
  ['203.0.113.1', '203.0.113.1 is the gateway of ext-public, and is never given out.'],
  ['192.0.2.1', 'No pool has 192.0.2.1.'],
])('says what %s is though nobody holds it', async (address, words) => {
  renderApp(`/admin/holders?filter=${address}`, server, pools())
  expect(await screen.findByText(words)).toBeInTheDocument()
})

it('finds by Organization and object, and tells an address that is held twice', async () => {
  const { user } = renderApp('/admin/holders?filter=harbor', server, pools())
  expect(await screen.findByRole('row', { name: /203\.0\.113\.9/ })).toHaveTextContent('conflict')
  expect(screen.getByText('1 of 3')).toBeInTheDocument()
  const box = screen.getByRole('searchbox', { name: 'Filter Holders' })
  await user.clear(box)
  await user.type(box, 'uplink-a')
  expect(await screen.findByRole('row', { name: /203\.0\.113\.14/ })).toBeInTheDocument()
})

it('is offered by the command palette to platform staff for whatever is typed', async () => {
  const { user, at } = renderApp('/admin/pools', server, pools())
  await screen.findByRole('searchbox', { name: 'Who holds this address?' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), '203.0.113.9')
  await user.click(await screen.findByRole('option', { name: /Who holds 203\.0\.113\.9\?/ }))
  await waitFor(() => expect(at()).toBe('/admin/holders?filter=203.0.113.9'))
})

it('is not offered to tenants', async () => {
  const { user } = renderApp('/o/nimbus/p/edge/overview', server)
  await screen.findByRole('heading', { name: 'Project network' })
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), '192.0.2.1')
  expect(await screen.findByText('Nothing matches “192.0.2.1”.')).toBeInTheDocument()
  expect(screen.queryByRole('option')).not.toBeInTheDocument()
})

it('keeps the rows of all holders that a change left alone, and makes those in conflict anew', () => {
  const rowsOf = createHolderRows()
  const many = Array.from({ length: 1000 }, (_, index) =>
    holder(`ip-${index}`, `100.72.${index >> 8}.${index & 255}`),
  )
  const before = rowsOf(many)
  const after = rowsOf([...many, holder('other', '100.72.0.7')])
  const changed = after.filter((row, index) => row !== before[index])
  expect(changed.map(({ address, state }) => [address, state])).toEqual([
    ['100.72.0.7', 'conflict'],
    ['100.72.0.7', 'conflict'],
  ])
  // And again when the other one is gone.
  const alone = rowsOf(many)
  expect(alone.map(({ state }) => state)).not.toContain('conflict')
})
