import { screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { answer, Refused } from '../../test/handlers.ts'
import { externalIp, organization } from '../../test/objects.ts'

const LIST = '/o/nimbus/p/edge/external-ips'
const CREATE = `${LIST}/create`
const server = useTestServer()

async function open(bff = new FakeBff()) {
  const app = renderApp(CREATE, server, bff)
  const name = await screen.findByRole('textbox', { name: 'Name' })
  await screen.findByRole('link', { name: 'uplink-a' })
  return { ...app, name }
}

/** The form’s own button; the page’s may stand beside it. */
const submit = () => screen.getByRole('button', { name: /^Create (?!External)/ })

describe('the create form', () => {
  it('suggests a free name and the platform’s type, and says what each type means here', async () => {
    const bff = new FakeBff()
    bff.externalIps.put(externalIp('public-ip'))
    const { name, user } = await open(bff)
    expect(name).toHaveValue('public-ip-2')
    expect(screen.getByRole('radio', { name: 'Public' })).toBeChecked()
    expect(screen.getByRole('radio', { name: 'Public' })).toHaveAccessibleDescription(
      /An address that the Internet can reach.*1 of 3 used in nimbus/,
    )
    expect(screen.getByRole('radio', { name: 'Cloud' })).toHaveAccessibleDescription(
      /the Internet does not reach/,
    )
    await user.click(screen.getByRole('radio', { name: 'Cloud' }))
    expect(name).toHaveValue('cloud-ip')
    expect(document.title).toBe('Create External IP, edge, nimbus')
  })

  it('begins with the name and the type that its link asks for', async () => {
    renderApp(`${CREATE}?type=cloud&name=uplink-x`, server)
    expect(await screen.findByRole('textbox', { name: 'Name' })).toHaveValue('uplink-x')
    expect(screen.getByRole('radio', { name: 'Cloud' })).toBeChecked()
  })

  it.each([
    ['nothing', '', 'Enter a name.'],
    ['upper case', 'Uplink', 'Use lower case letters: upper case is not allowed in names.'],
    ['unicode', 'úplink', 'Use lower case letters, digits and dashes: “ú” is not allowed.'],
    ['two dots', '..', 'Use lower case letters, digits and dashes: “.” is not allowed.'],
    ['HTML', '<b>x</b>', 'Use lower case letters, digits and dashes: “<” is not allowed.'],
    ['a blank', 'up link', 'Use lower case letters, digits and dashes: “ ” is not allowed.'],
    ['a dash at the end', 'uplink-', 'Start and end with a letter or a digit.'],
    ['too much', 'a'.repeat(64), 'Use at most 63 characters: this name has 64.'],
  ])('refuses %s as a name, at the field, and sends nothing', async (_, text, words) => {
    let sent = 0
    const { name, user } = await open()
    server.use(
      answer('createExternalIp', ({ query }) => {
        if (query.dryRun !== 'true') sent += 1
        return externalIp('x')
      }),
    )
    await user.clear(name)
    if (text !== '') {
      await user.click(name)
      await user.paste(text)
    }
    await user.click(submit())
    await waitFor(() => expect(name).toHaveAccessibleDescription(words))
    expect(name).toHaveAttribute('aria-invalid', 'true')
    expect(name).toHaveFocus()
    expect(sent).toBe(0)
  })

  it('says at once that a name is taken, also by somebody else meanwhile, and offers a free one', async () => {
    const { bff, name, user } = await open()
    await user.clear(name)
    await user.type(name, 'gateway')
    expect(name).not.toHaveAttribute('aria-invalid')
    bff.externalIps.put(externalIp('gateway'))
    bff.push()
    await waitFor(() => expect(name).toHaveAccessibleDescription(/gateway exists already. gateway-2 is free/))
    await user.click(screen.getByRole('button', { name: 'Use gateway-2' }))
    expect(name).toHaveValue('gateway-2')
    expect(name).not.toHaveAttribute('aria-invalid')
  })

  it('tells what the server says to a dry run, with its time, until the next keystroke', async () => {
    const { name, user } = await open()
    await waitFor(() =>
      expect(name).toHaveAccessibleDescription(/The server accepts it, dry run at \d\d:\d\d:\d\d/),
    )
    await user.type(name, 'x')
    expect(name).not.toHaveAccessibleDescription(/dry run/)
    await waitFor(() => expect(name).toHaveAccessibleDescription(/dry run/))
  })

  it('brings refusals of a dry run to their fields', async () => {
    const { name } = await open()
    server.use(
      answer(
        'createExternalIp',
        () => new Refused('already-exists', 'An External IP of this name exists already.'),
      ),
    )
    await waitFor(() =>
      expect(name).toHaveAccessibleDescription('An External IP of this name exists already.'),
    )
  })

  it('creates it, goes to it, and shows it pending and then ready without a reload', async () => {
    const { bff, name, user, at } = await open()
    await user.clear(name)
    await user.type(name, 'uplink-b')
    await user.click(submit())
    await waitFor(() => expect(at()).toBe(`${LIST}/uplink-b`))
    const row = (await screen.findByRole('link', { name: 'uplink-b' })).closest<HTMLElement>('[role="row"]')
    expect(row).toHaveTextContent(/none yet/)
    expect(await screen.findByRole('heading', { name: 'uplink-b', level: 2 })).toBeInTheDocument()
    bff.externalIps.put(externalIp('uplink-b', { address: '203.0.113.20' }))
    bff.push()
    await waitFor(() => expect(row).toHaveTextContent('203.0.113.20'))
  })

  it('keeps what was typed when the server refuses, and says why', async () => {
    const { name, user, at } = await open()
    server.use(
      answer('createExternalIp', ({ query }) =>
        query.dryRun === 'true'
          ? externalIp('x')
          : new Refused('cluster-timeout', 'The cluster did not answer in 10 s.'),
      ),
    )
    await user.clear(name)
    await user.type(name, 'uplink-b')
    await user.click(submit())
    expect(await screen.findByText('uplink-b was not created')).toBeInTheDocument()
    expect(screen.getByText('The cluster did not answer in 10 s.')).toBeInTheDocument()
    expect(name).toHaveValue('uplink-b')
    expect(at()).toBe(CREATE)
    await user.type(name, 'c')
    expect(screen.queryByText(/was not created/)).not.toBeInTheDocument()
  })

  it('dims the button when the cluster says that the role may not after all', async () => {
    const { bff, user } = await open()
    server.use(
      answer('createExternalIp', () => new Refused('forbidden', 'Your role does not allow this here.')),
    )
    bff.access = { verbs: { 'external-ips': ['get', 'list'] }, incomplete: false, role: 'user' }
    await user.click(submit())
    expect(await screen.findByText(/was not created/)).toBeInTheDocument()
    await waitFor(() => expect(submit()).toHaveAttribute('aria-disabled', 'true'))
  })

  it('brings a full quota to the type, where it can be changed', async () => {
    const { user } = await open()
    server.use(
      answer('createExternalIp', () => new Refused('quota-exceeded', 'exceeded quota: 3 of 3 are used')),
    )
    await user.click(submit())
    const types = screen.getByRole('group', { name: 'Network type' })
    await waitFor(() => expect(types).toHaveAccessibleDescription('exceeded quota: 3 of 3 are used'))
  })

  it('warns before that the quota is full, and does not forbid: the figures are old', async () => {
    const bff = new FakeBff()
    bff.organizations.put(organization('nimbus', { used: 3, hard: 3 }))
    await open(bff)
    expect(screen.getByRole('radio', { name: 'Public' })).toHaveAccessibleDescription(
      /No public address left: nimbus uses 3 of 3/,
    )
    expect(submit()).not.toHaveAttribute('aria-disabled')
  })

  it('shows a type that is not offered, with the reason', async () => {
    const bff = new FakeBff()
    bff.session.installation.networkTypes = ['cloud']
    await open(bff)
    const type = screen.getByRole('radio', { name: 'Public' })
    expect(type).toHaveAttribute('aria-disabled', 'true')
    expect(type).toHaveAccessibleDescription(/offers no public addresses/)
    expect(screen.getByRole('radio', { name: 'Cloud' })).toBeChecked()
  })

  it('cannot be sent by a role that may not create, and says so', async () => {
    const bff = new FakeBff()
    bff.access = { verbs: { 'external-ips': ['get', 'list'] }, incomplete: false, role: 'user' }
    let sent = 0
    const { user } = await open(bff)
    server.use(
      answer('createExternalIp', () => {
        sent += 1
        return externalIp('x')
      }),
    )
    await waitFor(() =>
      expect(submit()).toHaveAccessibleDescription(
        'Your role, user, cannot create External IPs. A developer or admin can.',
      ),
    )
    await user.click(submit())
    await user.type(screen.getByRole('textbox', { name: 'Name' }), '{Enter}')
    expect(sent).toBe(0)
  })

  it.each([
    ['Esc', (user: UserEvent) => user.keyboard('{Escape}')],
    ['Cancel', (user: UserEvent) => user.click(screen.getByRole('link', { name: 'Cancel' }))],
    ['Close', (user: UserEvent) => user.click(screen.getByRole('button', { name: 'Close' }))],
  ])('leaves with %s, back to the list', async (_, leave) => {
    const { user, at } = await open()
    await leave(user)
    await waitFor(() => expect(at()).toBe(LIST))
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Name' })).not.toBeInTheDocument())
  })
})
