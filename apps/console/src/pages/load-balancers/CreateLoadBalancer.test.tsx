import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { Refused } from '../../test/handlers.ts'
import { endpoints, loadBalancer, object, pod } from '../../test/project-objects.ts'

const CREATE = '/o/nimbus/p/edge/load-balancers/create'
const server = useTestServer()

function world(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = { verbs: { 'external-ips': verbs, services: verbs }, incomplete: false, role: 'developer' }
  bff.of('pods').put(pod('mqtt', 0, true))
  bff.of('pods').put(pod('web', 0, true))
  bff.of('services').put(loadBalancer('mqtt'))
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  return bff
}

async function open(bff = world(), query = '') {
  const app = renderApp(`${CREATE}${query}`, server, bff)
  const target = await screen.findByRole('combobox', { name: 'Target' })
  await screen.findByRole('link', { name: 'mqtt' })
  return { ...app, bff, target }
}

async function ownLabels(text: string, bff = world()) {
  const app = await open(bff)
  await app.user.selectOptions(app.target, 'own')
  const labels = screen.getByRole('textbox', { name: 'Labels' })
  if (text !== '') await app.user.type(labels, text)
  return { ...app, labels }
}

const row = (number: number) => within(screen.getByRole('group', { name: `Port ${number}` }))
const port = (number = 1) => row(number).getByRole('textbox', { name: 'Port' })
const submit = () => screen.getByRole('button', { name: /^Create (?!load balancer)/ })

describe('ports', () => {
  it.each([
    ['0', 'Enter a number from 1 to 65535.'],
    ['65536', 'Enter a number from 1 to 65535.'],
    ['-1', 'Enter a whole number from 1 to 65535.'],
    ['http', 'Enter a whole number from 1 to 65535.'],
    ['8000-8010', 'Enter one port per line: Services have no ranges. A floating IP passes every port.'],
  ])('refuses %s at its field, and sends nothing', async (text, words) => {
    const { user, bff } = await ownLabels('app=web')
    await user.type(port(), text)
    await user.click(submit())
    expect(port()).toHaveAccessibleDescription(new RegExp(words))
    expect(port()).toHaveValue(text)
    expect(bff.intents).toEqual([])
  })

  it('refuses the same port twice, and takes it once for each protocol', async () => {
    const { user } = await ownLabels('app=web')
    await user.type(port(), '5353')
    await user.click(screen.getByRole('button', { name: 'Add port' }))
    await user.type(port(2), '5353')
    await user.click(submit())
    expect(port(2)).toHaveAttribute('aria-invalid', 'true')
    await user.selectOptions(row(2).getByRole('combobox', { name: 'Protocol' }), 'UDP')
    expect(port(2)).not.toHaveAttribute('aria-invalid')
  })

  it('names who has a port of the chosen address, and offers a free one', async () => {
    const bff = world()
    const { user } = await open(bff, '?use=existing&eip=uplink-a&target=own')
    await user.type(screen.getByRole('textbox', { name: 'Labels' }), 'app=web')
    await user.type(port(), '8883')
    await waitFor(() => expect(port()).toHaveAccessibleDescription(/mqtt/))
    await user.click(screen.getByRole('button', { name: 'Use 8884' }))
    expect(port()).toHaveValue('8884')
    expect(port()).not.toHaveAttribute('aria-invalid')
  })

  it('names the port that no pod has', async () => {
    const bff = world()
    bff.of('pods').put(
      object('pods', 'api-0', {
        metadata: { labels: { app: 'api' } },
        spec: { containers: [{ name: 'app', ports: [{ name: 'http', containerPort: 8080 }] }] },
        status: { phase: 'Running', podIP: '10.61.4.30', conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    )
    const { user } = await ownLabels('app=api', bff)
    await user.type(port(), '80')
    const leadsTo = row(1).getByRole('textbox', { name: 'Leads to' })
    await user.type(leadsTo, 'grpc')
    expect(leadsTo).toHaveAccessibleDescription(/No matching pod has a port called grpc. They have http/)
  })
})

describe('selectors', () => {
  it('says that nothing matches, with what nearly does', async () => {
    await ownLabels('app=wep')
    expect(await screen.findByText(/No pod matches app=wep/)).toBeInTheDocument()
  })

  it('says that everything matches', async () => {
    const bff = world()
    for (const name of ['mqtt', 'web']) {
      bff.of('pods').put(
        object('pods', `${name}-0`, {
          metadata: { labels: { app: name, all: 'yes' } },
          status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
        }),
      )
    }
    await ownLabels('all=yes', bff)
    expect(
      await screen.findByText(/It matches every pod of the Project, 2 of 2 workloads/),
    ).toBeInTheDocument()
  })

  it('says what others manage', async () => {
    const bff = world()
    bff.of('pods').put(
      object('pods', 'pg-1', {
        metadata: { labels: { app: 'pg', 'cnpg.io/cluster': 'pg' } },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    )
    await ownLabels('app=pg', bff)
    expect(
      await screen.findByText(/belongs to .*, which exposes what it means to by itself/),
    ).toBeInTheDocument()
  })

  it.each([
    ['', 'Enter'],
    ['app=a b', '“a b” is no value of the label app'],
    ['-app=web', '“-app” is no label'],
  ])('refuses “%s” at its field', async (text, words) => {
    const { user, labels, bff } = await ownLabels(text)
    await user.type(port(), '80')
    await user.click(submit())
    await waitFor(() => expect(labels).toHaveAttribute('aria-invalid', 'true'))
    expect(labels).toHaveAccessibleDescription(new RegExp(words))
    expect(bff.intents).toEqual([])
  })
})

describe('what changes between choosing and submitting', () => {
  async function filled(bff = world()) {
    const app = await ownLabels('app=web', bff)
    await app.user.type(port(), '80')
    return app
  }

  it('says that the External IP is gone', async () => {
    const bff = world()
    const { user } = await open(bff, '?use=existing&eip=uplink-old&target=own')
    await user.type(screen.getByRole('textbox', { name: 'Labels' }), 'app=web')
    await user.type(port(), '80')
    bff.externalIps.remove('uid-uplink-old')
    bff.push()
    await user.click(submit())
    await waitFor(() => expect(screen.getAllByText(/uplink-old/).length).toBeGreaterThan(0))
    expect(bff.intents).toEqual([])
    expect(port()).toHaveValue('80')
  })

  it.each([
    ['the quota', new Refused('quota-exceeded', 'The quota of load balancers is used up.')],
    ['a role that was taken away', new Refused('forbidden', 'Your role does not allow this here.')],
  ])('says what the server refuses for %s, and keeps what was typed', async (_, refusal) => {
    const bff = world()
    const { user } = await filled(bff)
    bff.onIntent = () => refusal
    await user.click(submit())
    expect(await screen.findByText(refusal.error)).toBeInTheDocument()
    expect(port()).toHaveValue('80')
    expect(screen.getByRole('textbox', { name: 'Labels' })).toHaveValue('app=web')
  })

  it('brings what the server says of a field to the field', async () => {
    const bff = world()
    bff.onIntent = () =>
      new Refused('invalid', 'It cannot be done.', {
        causes: [{ field: 'ports.0.port', message: 'Port 80 was taken meanwhile.' }],
      })
    await filled(bff)
    await waitFor(() => expect(port()).toHaveAccessibleDescription(/Port 80 was taken meanwhile/))
  })

  it('knows at once when the name is taken', async () => {
    const bff = world()
    const { user } = await filled(bff)
    const name = screen.getByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'shop')
    bff.of('services').put(loadBalancer('shop'))
    bff.push()
    await waitFor(() => expect(name).toHaveAccessibleDescription(/shop exists already/))
  })
})

it('keeps what was typed over a load of the page', async () => {
  const app = await ownLabels('app=web')
  await app.user.type(port(), '8080')
  const kept = Object.entries(sessionStorage)
  app.unmount()
  for (const [key, value] of kept) sessionStorage.setItem(key, String(value))
  renderApp(CREATE, server, world())
  expect(await screen.findByRole('textbox', { name: 'Labels' })).toHaveValue('app=web')
  expect(port()).toHaveValue('8080')
})

it('makes a new Service beside one that is taken as the target, and says so', async () => {
  const bff = world()
  bff.of('services').put(
    object('services', 'web', {
      spec: {
        type: 'ClusterIP',
        selector: { app: 'web' },
        ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }],
      },
    }),
  )
  const { user, target } = await open(bff)
  await user.selectOptions(target, 'service/web')
  expect(target).toHaveAccessibleDescription(/its type is never changed/i)
  await user.type(port(), '80')
  await user.click(submit())
  await waitFor(() => expect(bff.intents).toMatchObject([{ name: 'web-2', selector: { app: 'web' } }]))
})
