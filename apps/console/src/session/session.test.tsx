import { act, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderApp, useTestServer } from '../test/app.tsx'
import { FakeBff } from '../test/fake-bff.ts'
import { answer, Refused } from '../test/handlers.ts'

const LIST = '/o/nimbus/p/edge/external-ips'
const server = useTestServer()

/** Where the page was sent; jsdom itself goes nowhere. */
const went = vi.fn<(to: string) => void>()

beforeEach(() => {
  vi.stubGlobal('location', { assign: went, reload: () => went('reload') })
})
afterEach(() => {
  vi.unstubAllGlobals()
  went.mockReset()
})

/** The way to the identity provider and back is a page load: what the tab has stored is all that stays. */
function loadPage(app: { unmount: () => void }): void {
  const stored = Object.entries(sessionStorage)
  app.unmount()
  for (const [key, value] of stored) sessionStorage.setItem(key, String(value))
}

describe('without a session', () => {
  it('every page leads to the sign-in page, and remembers where to come back to', async () => {
    const bff = new FakeBff()
    bff.signedIn = false
    const { at } = renderApp(`${LIST}?filter=up`, server, bff)
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeInTheDocument()
    expect(at()).toBe(`/sign-in?return=${encodeURIComponent(`${LIST}?filter=up`)}`)
    expect(document.title).toBe('Sign in, Kube-DC networking')
  })

  it('the Organization is asked for, and checked before it is sent', async () => {
    const { user } = renderApp(`/sign-in?return=${encodeURIComponent(LIST)}`, server)
    const field = await screen.findByRole('textbox', { name: 'Organization' })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(field).toHaveAccessibleDescription('Enter the name of your Organization.')
    await user.type(field, 'Nimbus!')
    expect(field).toHaveAccessibleDescription(/upper case is not allowed/)
    expect(went).not.toHaveBeenCalled()
    await user.clear(field)
    await user.type(field, 'nimbus{Enter}')
    expect(went).toHaveBeenCalledWith(`/auth/sign-in?realm=nimbus&return=${encodeURIComponent(LIST)}`)
  })

  it('known Organizations are offered by name', async () => {
    renderApp('/sign-in', server)
    server.use(
      answer('signInOptions', () => ({
        lab: true,
        realms: [
          { realm: 'nimbus', label: 'Nimbus' },
          { realm: 'master', label: 'Platform' },
        ],
      })),
    )
    expect(await screen.findByRole('link', { name: /Nimbus/ })).toHaveAttribute(
      'href',
      '/auth/sign-in?realm=nimbus&return=%2F',
    )
    expect(screen.getByText(/This is the lab/)).toBeInTheDocument()
  })

  it.each([
    ['unknown-organization', /no Organization of this name/],
    ['provider-unreachable', /identity provider did not answer/],
    ['too-many-attempts', /tried too often/],
    ['constructor', /could not be used/],
    ['<script>', /could not be used/],
  ])('a failed sign-in (%s) is explained', async (code, words) => {
    renderApp(`/sign-in?problem=${encodeURIComponent(code)}`, server)
    expect(await screen.findByText(words)).toBeInTheDocument()
    expect(screen.queryByText(code)).not.toBeInTheDocument()
  })

  it('no link leads away from this site', async () => {
    const { user } = renderApp('/sign-in?return=https%3A%2F%2Fevil.example%2F', server)
    await user.type(await screen.findByRole('textbox', { name: 'Organization' }), 'nimbus{Enter}')
    expect(went).toHaveBeenCalledWith('/auth/sign-in?realm=nimbus&return=%2F')
  })
})

describe('a session that ends in the middle of a form', () => {
  it('says so over the page, and what was typed is there again after signing in', async () => {
    const bff = new FakeBff()
    const first = renderApp(`${LIST}/create`, server, bff)
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await first.user.click(screen.getByRole('radio', { name: 'Cloud' }))
    await first.user.clear(name)
    await first.user.type(name, 'half-typed')
    bff.signedIn = false
    await first.user.click(screen.getByRole('button', { name: 'Create half-typed' }))
    expect(await screen.findByRole('dialog', { name: 'Your session has ended' })).toBeInTheDocument()
    expect(name).toHaveValue('half-typed')
    await first.user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(went).toHaveBeenCalledWith(
      `/auth/sign-in?realm=nimbus&return=${encodeURIComponent(`${LIST}/create`)}`,
    )

    loadPage(first)
    bff.signedIn = true
    renderApp(`${LIST}/create`, server, bff)
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('half-typed')
    expect(screen.getByRole('radio', { name: 'Cloud' })).toBeChecked()
  })

  it('takes the rows away, and brings them back when the person has signed in in another tab', async () => {
    const { bff } = renderApp(LIST, server)
    await screen.findByRole('link', { name: 'uplink-a' })
    bff.signedIn = false
    await waitFor(() => {
      bff.cut(4401)
      expect(screen.getByRole('dialog', { name: 'Your session has ended' })).toBeInTheDocument()
    })
    await waitFor(() => expect(screen.queryByText('uplink-a')).not.toBeInTheDocument())
    bff.signedIn = true
    bff.session = { ...bff.session, endsAt: '2099-02-02T00:00:00Z' }
    act(() => {
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'kube-dc.session', newValue: 'somebody signed in' }),
      )
    })
    await screen.findByRole('link', { name: 'uplink-a' })
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
  })

  it('loads the page anew when somebody else has signed in: nothing of the first person stays', async () => {
    const { bff } = renderApp(LIST, server)
    await screen.findByRole('link', { name: 'uplink-a' })
    bff.session = {
      ...bff.session,
      person: { username: 'harbor-developer', name: 'harbor-developer', organization: 'harbor', groups: [] },
    }
    act(() => {
      window.dispatchEvent(
        new StorageEvent('storage', { key: 'kube-dc.session', newValue: 'harbor/harbor-developer' }),
      )
    })
    await waitFor(() => expect(went).toHaveBeenCalledWith('reload'))
  })

  it('gives drafts to nobody else', async () => {
    const bff = new FakeBff()
    const first = renderApp(`${LIST}/create`, server, bff)
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await first.user.clear(name)
    await first.user.type(name, 'not-yours')
    loadPage(first)
    bff.session = { ...bff.session, person: { ...bff.session.person, username: 'nimbus-admin' } }
    renderApp(`${LIST}/create`, server, bff)
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('public-ip')
  })

  it('forgets a draft that was given up', async () => {
    const { user } = renderApp(`${LIST}/create`, server)
    const name = await screen.findByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'given-up')
    await user.click(screen.getByRole('link', { name: 'Cancel' }))
    await user.click(await screen.findByRole('link', { name: 'Create External IP' }))
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('public-ip')
  })
})

describe('signing out', () => {
  it('forgets drafts and leads to where the identity provider ends its session', async () => {
    const { user } = renderApp(LIST, server)
    server.use(answer('signOut', () => ({ redirect: 'https://identity.example/logout' })))
    sessionStorage.setItem('kube-dc.draft:nimbus/nimbus-developer:/x', '{}')
    await user.click(await screen.findByRole('button', { name: /Account of/ }))
    await user.click(await screen.findByRole('button', { name: 'Sign out' }))
    await waitFor(() => expect(went).toHaveBeenCalledWith('https://identity.example/logout'))
    expect(sessionStorage).toHaveLength(0)
  })

  it('says when it did not work', async () => {
    const { user } = renderApp(LIST, server)
    server.use(answer('signOut', () => new Refused('internal', 'The server has a fault.')))
    await user.click(await screen.findByRole('button', { name: /Account of/ }))
    await user.click(await screen.findByRole('button', { name: 'Sign out' }))
    expect(await screen.findByText(/The server has a fault/)).toBeInTheDocument()
    expect(went).not.toHaveBeenCalled()
  })
})
