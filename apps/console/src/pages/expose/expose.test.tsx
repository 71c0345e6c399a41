import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { allowedBff } from '../../test/allowed-bff.ts'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { organization } from '../../test/objects.ts'

const EXPOSE = '/o/nimbus/p/edge/expose'
const server = useTestServer()

const methods = () => screen.findByRole('radiogroup', { name: 'Methods' })

describe('what is exposed', () => {
  it.each([
    ['Web app or API', 'Gateway route: Recommended', 'gateway-routes/create'],
    ['VM by SSH or RDP', 'Floating IP: Recommended', 'floating-ips/create'],
    ['TCP or UDP service', 'Load balancer on its own External IP: Recommended', 'load-balancers/create'],
    ['Several services', 'Load balancer on a shared address: Recommended', 'load-balancers/create'],
  ])('%s leads to %s', async (answer, recommended, form) => {
    const { user, at } = renderApp(EXPOSE, server, allowedBff())
    await user.click(await screen.findByRole('radio', { name: answer }))
    const ways = await methods()
    expect(await within(ways).findByRole('radio', { name: recommended })).toBeChecked()
    expect(within(ways).getAllByRole('radio')).toHaveLength(4)
    expect(screen.getByRole('link', { name: 'As one form' }).getAttribute('href')).toContain(
      `/o/nimbus/p/edge/${form}`,
    )
    await user.click(screen.getByRole('link', { name: 'Continue' }))
    expect(await screen.findByRole('heading', { name: 'Target' })).toBeInTheDocument()
    expect(at()).toContain(`${EXPOSE}/target?`)
  })

  it('begins with all methods and both network types compared, marked with what holds here', async () => {
    renderApp(EXPOSE, server, allowedBff())
    for (const [name, columns] of [
      ['Methods compared', 4],
      ['Network types compared', 2],
    ] as const) {
      const table = within(await screen.findByRole('region', { name })).getByRole('table')
      const today = await within(table).findByRole('row', { name: /In edge, now/ })
      expect(within(today).getAllByRole('cell')).toHaveLength(columns)
    }
    expect(screen.getByRole('cell', { name: /^The type of edge\./ })).toBeInTheDocument()
  })

  it('stands in the URL, and comes back with it', async () => {
    renderApp(`${EXPOSE}?answer=service&port=8883&method=floating-ip`, server, allowedBff())
    const ways = await methods()
    expect(await within(ways).findByRole('radio', { name: 'Floating IP: Possible' })).toBeChecked()
    expect(screen.getByRole('textbox', { name: 'Port' })).toHaveValue('8883')
  })

  it('asks for the protocol beside the port where a port is what clients use', async () => {
    const { user, at } = renderApp(`${EXPOSE}?answer=several&port=7777`, server, allowedBff())
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Protocol' }), 'udp')
    await waitFor(() =>
      expect(screen.getByRole('link', { name: 'Continue' }).getAttribute('href')).toMatch(
        /ports=7777%3A7777%2Fudp/,
      ),
    )
    expect(at()).toContain('protocol=udp')
    await user.click(screen.getByRole('radio', { name: 'Web app or API' }))
    await waitFor(() => expect(screen.queryByRole('combobox', { name: 'Protocol' })).not.toBeInTheDocument())
    // What is not shown any more does not speak against anything.
    expect(at()).not.toContain('protocol')
  })

  it('ignores what a URL makes up', async () => {
    renderApp(`${EXPOSE}?answer=aliens&port=99999&method=magic`, server, allowedBff())
    expect(await screen.findByRole('radio', { name: 'Web app or API' })).not.toBeChecked()
    expect(screen.queryByRole('radiogroup', { name: 'Methods' })).not.toBeInTheDocument()
  })

  it('offers an address that is free, however little the quota leaves', async () => {
    const bff = allowedBff()
    bff.organizations.put(organization('nimbus', { used: 3, hard: 3 }))
    renderApp(`${EXPOSE}?answer=service`, server, bff)
    const ways = await methods()
    expect(await within(ways).findAllByText(/uplink-old is free and can be used/)).not.toHaveLength(0)
    expect(screen.getByRole('link', { name: 'Continue' }).getAttribute('href')).toContain('eip=uplink-old')
  })

  it('cannot be made by a role that may not, and says so', async () => {
    const bff = allowedBff()
    bff.access = { verbs: { services: ['get', 'list'] }, incomplete: false, role: 'user' }
    renderApp(`${EXPOSE}?answer=web`, server, bff)
    expect(await screen.findByText(/Nothing can be made by you here/)).toBeInTheDocument()
    expect(screen.queryByRole('link', { name: 'Continue' })).not.toBeInTheDocument()
  })
})

describe('help me choose', () => {
  it.each([
    ['Gateway route', ['Browsers, or programs that call a web API', 'HTTP or HTTPS']],
    ['Floating IP', ['People who log in', 'Every port']],
    [
      'Load balancer on its own External IP',
      ['Other programs', 'Something else over TCP', 'One, or each gets its own'],
    ],
    ['Load balancer on a shared address', ['Other programs', 'Something over UDP', 'Several on one address']],
  ])('reaches %s', async (method, choices) => {
    const { user } = renderApp(EXPOSE, server, allowedBff())
    await user.click(await screen.findByRole('button', { name: 'Help me choose' }))
    for (const choice of choices) await user.click(await screen.findByRole('radio', { name: choice }))
    await user.click(await screen.findByRole('button', { name: 'Take this' }))
    const recommended = { name: `${method}: Recommended` }
    expect(await within(await methods()).findByRole('radio', recommended)).toBeChecked()
  })

  it('says why', async () => {
    const { user } = renderApp(EXPOSE, server, allowedBff())
    await user.click(await screen.findByRole('button', { name: 'Help me choose' }))
    await user.click(await screen.findByRole('radio', { name: 'People who log in' }))
    await user.click(await screen.findByRole('radio', { name: 'Every port' }))
    expect(await screen.findByText(/needs an address to itself/)).toBeInTheDocument()
  })

  it('brings the result into sight, and Back leads to the question before', async () => {
    const scroll = vi.spyOn(Element.prototype, 'scrollIntoView')
    const { user, router } = renderApp(EXPOSE, server, allowedBff())
    await user.click(await screen.findByRole('button', { name: 'Help me choose' }))
    await user.click(await screen.findByRole('radio', { name: 'People who log in' }))
    expect(scroll).not.toHaveBeenCalled()
    await user.click(await screen.findByRole('radio', { name: 'Every port' }))
    await waitFor(() => expect(scroll).toHaveBeenCalledOnce())
    await router.navigate(-1)
    await waitFor(() => expect(screen.getByRole('radio', { name: 'Every port' })).not.toBeChecked())
    expect(screen.getByRole('radio', { name: 'People who log in' })).toBeChecked()
  })
})
