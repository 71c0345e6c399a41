import type { ChangeExclusions } from '@kube-dc/api/pools'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import { answer, Refused } from '../../../test/handlers.ts'
import { externalIp } from '../../../test/objects.ts'
import { heldAddress, platformBff, poolReport } from '../../../test/platform.ts'

const POOL = '/admin/pools/ext-public'
const server = useTestServer()

function open(path: string, who: 'admin' | 'viewer' = 'admin') {
  const bff = platformBff(who)
  bff.channel('pools/*').put(poolReport())
  bff.channel('pool-addresses/ext-public').put(heldAddress('uplink-a', '203.0.113.9'))
  const app = renderApp(`${POOL}${path}`, server, bff)
  const sent: ChangeExclusions[] = []
  server.use(
    answer('changeExclusions', ({ body, query }) => {
      if (query.dryRun !== 'true') sent.push(body)
      return {
        excludeIps: [],
        changed: ['203.0.113.9'],
        count: '1',
        free: { before: '25', after: '25' },
        held: [],
        heldCount: 0,
        warnings: [],
      }
    }),
  )
  return { ...app, sent }
}

async function form(path: string, who?: 'viewer') {
  const app = open(path, who)
  const panel = await screen.findByRole('complementary', { name: 'Reserve or release' })
  const first = await within(panel).findByRole('textbox', { name: 'Address or range 1' })
  const submit = () => within(panel).getByRole('button', { name: /^(Reserve|Release) .*address/ })
  return { ...app, panel, first, submit }
}

describe('reserving and releasing addresses', () => {
  it('tells what comes of it and reserves what nobody holds at once', async () => {
    const { user, panel, first, submit, sent, at } = await form('/exclusions')
    await user.type(first, '203.0.113.20-203.0.113.22')
    const preview = within(panel).getByRole('group', { name: 'What comes of it' })
    expect(preview).toHaveTextContent('3 addresses: 203.0.113.20..203.0.113.22')
    expect(preview).toHaveTextContent('25 now, 22 afterwards')
    expect(await within(panel).findByText(/The server accepts it, dry run at/)).toBeInTheDocument()
    await user.click(submit())
    await waitFor(() => expect(at()).toBe(POOL))
    expect(sent).toEqual([
      {
        do: 'reserve',
        ranges: ['203.0.113.20-203.0.113.22'],
        uid: 'uid-ext-public',
        seen: { excludeIps: ['203.0.113.1..203.0.113.4'] },
      },
    ])
    expect(screen.getByText('203.0.113.9 of ext-public is reserved. 25 are free now.')).toBeInTheDocument()
  })

  it('names who holds an address, and asks for the name of the pool first', async () => {
    const { user, panel, first, submit, sent, at } = await form('/exclusions?do=reserve&address=203.0.113.9')
    expect(first).toHaveValue('203.0.113.9')
    expect(within(panel).getByRole('link', { name: 'nimbus / edge, uplink-a' })).toHaveAttribute(
      'href',
      '/o/nimbus/p/edge/external-ips/uplink-a',
    )
    expect(panel).toHaveTextContent('One of these addresses is held and stays with who has it')
    await user.click(submit())
    const dialog = await screen.findByRole('dialog', { name: 'Reserve 1 address of ext-public?' })
    const confirm = within(dialog).getByRole('button', { name: 'Reserve 1 address' })
    await user.click(confirm)
    expect(sent).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Type ext-public to confirm' }), 'ext-public')
    await user.click(confirm)
    await waitFor(() => expect(at()).toBe(`${POOL}/addresses/203.0.113.9`))
    expect(sent).toHaveLength(1)
  })

  it('says at the field what is none of the pool, and the gateway that stays', async () => {
    const { user, panel, first, sent, submit } = await form('/exclusions?do=release')
    await user.type(first, '198.51.100.1')
    await user.tab()
    expect(first).toHaveAccessibleDescription('“198.51.100.1” is not inside of 203.0.113.0/27.')
    await user.click(within(panel).getByRole('button', { name: 'Add another range' }))
    await user.type(within(panel).getByRole('textbox', { name: 'Address or range 2' }), '203.0.113.1')
    await user.click(submit())
    expect(within(panel).getByRole('textbox', { name: 'Address or range 2' })).toHaveAccessibleDescription(
      '203.0.113.1 is the gateway, which always stays reserved.',
    )
    expect(sent).toEqual([])
  })

  it('keeps what was typed over a load of the page, of this address alone, and not once it is done', async () => {
    const about = '/exclusions?address=203.0.113.9'
    const first = await form(about)
    await first.user.type(
      await within(first.panel).findByRole('textbox', { name: /range 1/ }),
      '..203.0.113.12',
    )
    // A load of the page leaves what is stored, and tells no component.
    const stored = Object.entries(sessionStorage)
    const load = ({ unmount }: { unmount: () => void }) => {
      unmount()
      for (const [key, value] of stored) sessionStorage.setItem(key, String(value))
    }
    load(first)
    const other = await form('/exclusions?address=203.0.113.20')
    expect(other.first).toHaveValue('203.0.113.20')
    load(other)
    const again = await form(about)
    expect(again.first).toHaveValue('203.0.113.9..203.0.113.12')

    // Somebody may load the page before the way back has been gone.
    vi.spyOn(again.router, 'navigate').mockResolvedValue()
    await again.user.click(again.submit())
    const dialog = await screen.findByRole('dialog')
    await again.user.type(within(dialog).getByRole('textbox'), 'ext-public')
    await again.user.click(within(dialog).getByRole('button', { name: /^Reserve/ }))
    await waitFor(() => expect(again.sent).toHaveLength(1))
    await waitFor(() => expect(Object.keys(sessionStorage)).toEqual([]))
  })

  it('brings what only the server knows to the field', async () => {
    const { user, panel, first } = await form('/exclusions?do=release')
    const message = '203.0.113.2 is the address of Service envoy/eg.'
    server.use(
      answer(
        'changeExclusions',
        () => new Refused('invalid', 'Not so.', { causes: [{ field: 'ranges', message }] }),
      ),
    )
    await user.type(first, '203.0.113.2')
    expect(await within(panel).findByText(message)).toBeInTheDocument()
  })

  it('is not offered to who may only look, on the pool, on an address and in the form', async () => {
    const { submit, router } = await form('/exclusions?address=203.0.113.9', 'viewer')
    const reason = 'Your role here cannot change pools. A platform admin can.'
    expect(submit()).toHaveAccessibleDescription(reason)
    for (const name of ['Reserve or release addresses…', 'Change MTU…'])
      expect(screen.getByRole('button', { name })).toHaveAccessibleDescription(reason)
    await router.navigate(`${POOL}/addresses/203.0.113.9`)
    const panel = await screen.findByRole('complementary', { name: '203.0.113.9' })
    expect(within(panel).getByRole('button', { name: 'Reserve this address…' })).toHaveAccessibleDescription(
      reason,
    )
    expect(within(panel).getByRole('button', { name: 'Delete External IP…' })).toHaveAccessibleDescription(
      'Your role here cannot delete External IPs. A developer or admin can.',
    )
  })
})

describe('changing the MTU of a pool', () => {
  it('changes it, and says of every other field why it stays', async () => {
    const { user, at } = open('/change')
    const mtus: unknown[] = []
    server.use(
      answer('changePool', ({ body, query }) => {
        if (query.dryRun !== 'true') mtus.push(body)
        return { warnings: [] }
      }),
    )
    const panel = await screen.findByRole('complementary', { name: 'Change ext-public' })
    const fixed = within(panel).getByRole('group', { name: 'What stays as it is' })
    expect(fixed).toHaveTextContent(
      'CIDR: 203.0.113.0/27. Every address outside of the new block would stop working. Add another pool instead.',
    )
    const field = within(panel).getByRole('textbox', { name: 'MTU' })
    await user.clear(field)
    await user.type(field, '1280')
    expect(field).toHaveAccessibleDescription(/Projects send packets of up to 1400 bytes/)
    const preview = within(panel).getByRole('group', { name: 'What comes of it' })
    expect(preview).toHaveTextContent('MTUnot set now, 1,280 bytes afterwards')
    expect(preview).toHaveTextContent('1 address in use')
    await user.click(within(panel).getByRole('button', { name: 'Change the MTU' }))
    const dialog = await screen.findByRole('dialog', { name: 'Change the MTU of ext-public?' })
    expect(dialog).toHaveTextContent(/transfers hang/)
    const confirm = within(dialog).getByRole('button', { name: 'Change the MTU of ext-public' })
    await user.click(confirm)
    expect(mtus).toEqual([])
    await user.type(within(dialog).getByRole('textbox', { name: 'Type ext-public to confirm' }), 'ext-public')
    await user.click(confirm)
    await waitFor(() => expect(at()).toBe(POOL))
    expect(mtus).toEqual([{ mtu: 1280, uid: 'uid-ext-public', seen: { mtu: null } }])
  })
})

describe('deleting the External IP that holds an address', () => {
  const PATH = '/addresses/203.0.113.9'

  it('names what breaks, asks for its name, and leaves the address open', async () => {
    const { user, bff, at } = open(PATH)
    const asked: unknown[] = []
    server.use(
      answer('deleteExternalIp', ({ params, query }) => {
        asked.push({ ...params, uid: query.uid })
        return { state: 'gone' as const }
      }),
    )
    const { eip } = heldAddress('uplink-a', '203.0.113.9')
    bff.externalIps.put(
      externalIp('uplink-a', {
        ownership: 'Shared',
        owners: eip?.owners ?? [],
        meta: { uid: eip?.uid ?? '' },
      }),
    )
    bff.push()
    await user.click(await screen.findByRole('link', { name: 'Delete External IP…' }))
    const dialog = await screen.findByRole('dialog', { name: 'Delete uplink-a?' })
    expect(dialog).toHaveTextContent('Disconnects load balancer mqtt.')
    await user.type(within(dialog).getByRole('textbox', { name: 'Type uplink-a to confirm' }), 'uplink-a')
    await user.click(within(dialog).getByRole('button', { name: 'Delete uplink-a' }))
    await waitFor(() =>
      expect(asked).toEqual([{ namespace: 'nimbus-edge', name: 'uplink-a', uid: 'uid-eip-uplink-a' }]),
    )
    await waitFor(() => expect(at()).toBe(`${POOL}${PATH}`))
  })
})
