import type { OperationView } from '@kube-dc/api/operations'
import type { AddPool } from '@kube-dc/networking/pool-changes/wishes'
import { poolSubnet, poolVlan } from '@kube-dc/networking/testing/pools'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import { answer, Refused } from '../../../test/handlers.ts'
import { platformBff } from '../../../test/platform.ts'

const FORM = '/admin/pools/add'
const server = useTestServer()

/** What the server answers where it adds the pool. */
function adding({ name }: AddPool): OperationView {
  return {
    id: 'a1b2c3d4e5f6a7b8',
    intent: 'add-pool',
    subject: { kind: 'subnets', name },
    phase: 'done',
    running: false,
    startedBy: 'platform-admin',
    startedAt: '2026-11-01T10:00:00Z',
    mine: true,
    steps: [{ kind: 'vlans', name: 'vlan1300', verb: 'create', state: 'done' }],
    plan: {
      intent: 'add-pool',
      subject: { kind: 'subnets', name },
      steps: [{ verb: 'create', object: { kind: 'vlans', name: 'vlan1300', id: 1300, provider: 'ext-net' } }],
    },
    review: 'r1',
  }
}

async function open(who: 'admin' | 'viewer' = 'admin') {
  const bff = platformBff(who)
  bff.channel('subnets/*').put(poolSubnet())
  bff.channel('vlans/*').put(poolVlan())
  const app = renderApp(FORM, server, bff)
  const sent: AddPool[] = []
  server.use(
    answer('addPool', ({ body, query }) => {
      if (query.dryRun === 'true') return { operation: null, made: [] }
      sent.push(body)
      bff.operations.unshift(adding(body))
      return { operation: adding(body), made: [] }
    }),
  )
  const panel = await screen.findByRole('complementary', { name: 'Add a pool' })
  await within(panel).findByRole('textbox', { name: 'Name' })
  const field = (name: string) => within(panel).getByLabelText(name)
  const submit = () => within(panel).getByRole('button', { name: /^Add (?!a)/ })
  return { ...app, panel, field, submit, sent }
}

type Open = Awaited<ReturnType<typeof open>>

async function fill({ user, field }: Open, { cidr = '198.51.100.0/28' } = {}) {
  await user.type(field('Name'), 'ext-b')
  await user.type(field('CIDR'), cidr)
  await user.type(field('VLAN id'), '1300')
}

describe('adding a pool', () => {
  it('suggests router and provider network, previews what it will give out, and runs as an operation', async () => {
    const app = await open()
    const { user, panel, field, submit, sent, at } = app
    await fill(app)
    expect(field('Gateway')).toHaveValue('198.51.100.1')
    expect(field('Provider network')).toHaveValue('ext-net')
    await user.click(within(panel).getByRole('button', { name: 'Add a range' }))
    await user.type(field('Address or range 1'), '198.51.100.2-198.51.100.4')
    const preview = within(panel).getByRole('group', { name: 'What it will give out' })
    expect(preview).toHaveTextContent('10 free of 14')
    expect(preview).toHaveTextContent('3 excluded')
    expect(panel).toHaveTextContent('ext-public gives out public addresses too.')
    expect(
      await within(panel).findByText(/The server accepts it, dry run at \d\d:\d\d:\d\d/),
    ).toBeInTheDocument()
    expect(await within(panel).findByText('ext-b.yaml')).toBeInTheDocument()
    await user.click(submit())
    await waitFor(() => expect(at()).toBe('/admin/operations/a1b2c3d4e5f6a7b8'))
    expect(sent).toEqual([
      {
        name: 'ext-b',
        networkType: 'public',
        cidr: '198.51.100.0/28',
        gateway: '198.51.100.1',
        vlan: { use: 'new', id: 1300, provider: 'ext-net' },
        mtu: 1400,
        exclusions: ['198.51.100.2-198.51.100.4'],
      },
    ])
    const operation = await screen.findByRole('complementary', { name: 'Add pool ext-b' })
    expect(within(operation).getByRole('link', { name: 'Open ext-b' })).toHaveAttribute(
      'href',
      '/admin/pools/ext-b',
    )
    await user.keyboard('{Escape}')
    await waitFor(() => expect(at()).toBe('/admin/pools'))
  })

  it('says at once what the block overlaps with, at the field, and sends nothing', async () => {
    const app = await open()
    const { user, field, submit, sent } = app
    await user.type(field('CIDR'), '203.0.113.16/28')
    expect(field('CIDR')).toHaveAccessibleDescription(
      '203.0.113.16/28 overlaps with the pool ext-public (203.0.113.0/27).',
    )
    await user.click(submit())
    expect(sent).toEqual([])
  })

  it('says everything that is missing once somebody tries to submit', async () => {
    const { user, field, submit } = await open()
    expect(field('CIDR')).not.toBeInvalid()
    await user.click(submit())
    expect(field('CIDR')).toHaveAccessibleDescription('Enter a block, such as 203.0.113.0/27.')
    expect(field('VLAN id')).toHaveAccessibleDescription(
      'Enter a whole number from 0 to 4094; 0 is untagged.',
    )
  })

  it('refuses a VLAN that is there, and offers it as one that is', async () => {
    const app = await open()
    const { user, panel, field } = app
    await fill(app)
    await user.clear(field('VLAN id'))
    await user.type(field('VLAN id'), '114')
    await user.tab()
    expect(field('VLAN id')).toHaveAccessibleDescription(
      'VLAN 114 of ext-net is vlan114 already, which ext-public uses. Use that one, or another id.',
    )
    await user.click(within(panel).getByRole('radio', { name: 'One that is there' }))
    await user.selectOptions(field('Which VLAN'), 'vlan114, id 114, on ext-net, used by ext-public')
    expect(field('Which VLAN')).toHaveAccessibleDescription('ext-public is on vlan114 as well.')
  })

  it('brings what the server has against it to its field', async () => {
    const app = await open()
    server.use(
      answer(
        'addPool',
        () =>
          new Refused('invalid', 'It cannot be added so.', {
            causes: [{ field: 'cidr', message: 'Somebody else is taking this block just now.' }],
          }),
      ),
    )
    await fill(app)
    await waitFor(() =>
      expect(app.field('CIDR')).toHaveAccessibleDescription('Somebody else is taking this block just now.'),
    )
  })

  it('keeps what is typed over a load of the page', async () => {
    const app = await open()
    await fill(app)
    const keys = Array.from({ length: sessionStorage.length }, (_, index) => sessionStorage.key(index) ?? '')
    const kept = keys.map((key) => [key, sessionStorage.getItem(key) ?? ''] as const)
    app.unmount()
    for (const [key, value] of kept) sessionStorage.setItem(key, value)
    const again = await open()
    expect(again.field('Name')).toHaveValue('ext-b')
    expect(again.field('CIDR')).toHaveValue('198.51.100.0/28')
  })

  it('is not offered to who may only look, with the reason', async () => {
    const app = await open('viewer')
    expect(screen.getByRole('button', { name: 'Add a pool' })).toHaveAccessibleDescription(
      'Your role here cannot create pools. A platform admin can.',
    )
    expect(app.submit()).toHaveAccessibleDescription(
      'Your role here cannot create pools. A platform admin can.',
    )
  })
})
