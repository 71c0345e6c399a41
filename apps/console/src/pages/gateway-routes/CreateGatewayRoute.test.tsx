import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { Refused } from '../../test/handlers.ts'
import { loadBalancer, object, pod } from '../../test/project-objects.ts'

const CREATE = '/o/nimbus/p/edge/gateway-routes/create'
const server = useTestServer()

function world(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = {
    verbs: { 'external-ips': verbs, services: verbs, issuers: verbs },
    incomplete: false,
    role: 'developer',
  }
  bff.of('pods').put(pod('web', 0, true))
  bff.of('services').put(
    loadBalancer('shop', {
      'service.nlb.kube-dc.com/expose-route': 'http',
      'service.nlb.kube-dc.com/route-hostname': 'shop.nimbus.io',
    }),
  )
  return bff
}

async function open(bff = world()) {
  const app = renderApp(CREATE, server, bff)
  await app.user.selectOptions(await screen.findByRole('combobox', { name: 'Target' }), 'own')
  await app.user.type(screen.getByRole('textbox', { name: 'Labels' }), 'app=web')
  await screen.findByRole('link', { name: 'shop.nimbus.io' })
  return { ...app, bff }
}

async function withHostname(text: string, bff = world()) {
  const app = await open(bff)
  await app.user.click(screen.getByRole('radio', { name: 'HTTP' }))
  await app.user.click(screen.getByRole('radio', { name: 'A hostname of my own' }))
  const hostname = screen.getByRole('textbox', { name: 'Own hostname' })
  await app.user.click(hostname)
  await app.user.paste(text)
  return { ...app, hostname }
}

const submit = () => screen.getByRole('button', { name: /^Create (?!gateway route)/ })

describe('hostnames', () => {
  it.each([
    ['*.nimbus.io', 'Wildcards are not possible'],
    ['my_app.nimbus.io', 'Hostnames have no “_”'],
    ['www.nimbus.io.', 'Leave the dot at the end away'],
    ['münchen.nimbus.io', 'Enter its ASCII form'],
    [`${'x'.repeat(64)}.io`, 'Use at most 63 characters between two dots'],
    ['shop.nimbus.io', 'shop.nimbus.io leads to shop already'],
  ])('refuses %s at its field, keeps it, and sends nothing', async (text, words) => {
    const { user, hostname, bff } = await withHostname(text)
    await user.click(submit())
    await waitFor(() => expect(hostname).toHaveAccessibleDescription(new RegExp(words.replace('*', '\\*'))))
    expect(hostname).toHaveAttribute('aria-invalid', 'true')
    expect(hostname).toHaveValue(text)
    expect(bff.intents).toEqual([])
  })

  it.each([
    ['münchen.nimbus.io', 'xn--mnchen-3ya.nimbus.io'],
    ['WWW.nimbus.io.', 'www.nimbus.io'],
  ])('offers the usable form of %s', async (text, usable) => {
    const { user, hostname, bff } = await withHostname(text)
    await user.tab()
    await user.click(await screen.findByRole('button', { name: `Use ${usable}` }))
    expect(hostname).toHaveValue(usable)
    expect(hostname).not.toHaveAttribute('aria-invalid')
    await user.click(submit())
    await waitFor(() => expect(bff.intents).toMatchObject([{ hostname: usable }]))
  })

  it('says that another Project has it, which only the server can see', async () => {
    const bff = world()
    bff.onIntent = () =>
      new Refused('invalid', 'taken', {
        causes: [{ field: 'hostname', message: 'www.nimbus.io is in use in nimbus / arena already.' }],
      })
    const { hostname } = await withHostname('www.nimbus.io', bff)
    await waitFor(() => expect(hostname).toHaveAccessibleDescription(/in use in nimbus \/ arena already/))
  })
})

describe('the Issuer that is missing', () => {
  it.each([
    ['', 'e-mail'],
    ['nobody', 'e-mail'],
    ['someone@example.com', 'example.com'],
  ])('is not made for “%s”', async (text, words) => {
    const { user, bff } = await open()
    const email = await screen.findByRole('textbox', { name: /E-mail/ })
    if (text !== '') await user.type(email, text)
    await user.click(submit())
    await waitFor(() => expect(email).toHaveAttribute('aria-invalid', 'true'))
    expect(email).toHaveAccessibleDescription(new RegExp(words, 'i'))
    expect(bff.intents).toEqual([])
  })

  it('is made with the route, and its YAML is shown', async () => {
    const { user, bff } = await open()
    await user.type(await screen.findByRole('textbox', { name: /E-mail/ }), 'operations@nimbus.net')
    expect(await screen.findByLabelText('web.yaml')).toHaveTextContent('kind: Issuer')
    await user.click(submit())
    await waitFor(() =>
      expect(bff.intents).toMatchObject([
        {
          address: { use: 'own', networkType: 'cloud' },
          certificate: { from: 'issuer', email: 'operations@nimbus.net' },
        },
      ]),
    )
  })

  it('is not asked for where there is one', async () => {
    const bff = world()
    bff
      .of('issuers')
      .put(object('issuers', 'letsencrypt', { status: { conditions: [{ type: 'Ready', status: 'True' }] } }))
    await open(bff)
    await waitFor(() => expect(screen.queryByRole('textbox', { name: /E-mail/ })).not.toBeInTheDocument())
  })
})
