import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { allowedBff } from '../../test/allowed-bff.ts'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { Refused } from '../../test/handlers.ts'
import { organization } from '../../test/objects.ts'
import { endpoints, loadBalancer, object, pod } from '../../test/project-objects.ts'

const EXPOSE = '/o/nimbus/p/edge/expose'
const server = useTestServer()

const NETWORK = {
  domain: { devices: { interfaces: [{ name: 'vpc_net_0', bridge: {} }] } },
  networks: [{ name: 'vpc_net_0', multus: { default: true, networkName: 'nimbus-edge/default' } }],
}

function world(): FakeBff {
  const bff = allowedBff()
  bff.of('pods').put(pod('mqtt', 0, true))
  bff.of('virtual-machines').put(
    object('virtual-machines', 'desk', {
      spec: { running: true, template: { spec: NETWORK } },
      status: { printableStatus: 'Running', ready: true },
    }),
  )
  bff.of('virtual-machine-instances').put(
    object('virtual-machine-instances', 'desk', {
      spec: NETWORK,
      status: { phase: 'Running', interfaces: [{ name: 'vpc_net_0', ipAddress: '10.61.4.20' }] },
    }),
  )
  return bff
}

const OWN = 'target=own&labels=app%3Dmqtt'

const query = {
  service: `answer=service&method=load-balancer&${OWN}&name=mqtt&ports=8883:/tcp&use=own&type=public`,
  several: `answer=several&method=shared-load-balancer&${OWN}&name=mqtt&ports=8884:8883/tcp&use=existing&eip=uplink-a`,
  web: `answer=web&method=gateway-route&${OWN}&name=mqtt&ports=80:8080/tcp&use=own&type=cloud&way=http`,
  machine: 'answer=machine&method=floating-ip&name=desk&vm=desk/vpc_net_0&use=own&type=public',
} as const

describe('each answer, from its URL to what is asked for', () => {
  it.each([
    [query.service, { intent: 'create-load-balancer', address: { use: 'own', networkType: 'public' } }],
    [query.several, { intent: 'create-load-balancer', address: { use: 'existing', name: 'uplink-a' } }],
    [query.web, { intent: 'create-gateway-route', way: 'http' }],
    [query.machine, { intent: 'create-floating-ip', target: { by: 'vm', vm: 'desk' } }],
  ])('%s', async (answers, expected) => {
    const bff = world()
    const { user, at } = renderApp(`${EXPOSE}/review?${answers}`, server, bff)
    expect(await screen.findByRole('heading', { name: 'The path that will exist' })).toBeInTheDocument()
    expect(await screen.findByText(/The server accepts it, dry run at/)).toBeInTheDocument()
    await user.click(screen.getByRole('button', { name: 'Apply' }))
    await waitFor(() => expect(at()).toContain(`${EXPOSE}/apply?`))
    expect(bff.intents).toMatchObject([expected])
  })
})

it('goes from step to step, keeps what is typed in the URL, and says what is missing', async () => {
  const { user, at } = renderApp(
    `${EXPOSE}/target?answer=service&method=load-balancer&use=own&type=public`,
    server,
    world(),
  )
  await user.click(await screen.findByRole('button', { name: 'Continue' }))
  expect(await screen.findByText('Choose a target.')).toBeInTheDocument()
  await user.selectOptions(screen.getByRole('combobox', { name: 'Target' }), 'own')
  await user.type(screen.getByRole('textbox', { name: 'Labels' }), 'app=mqtt')
  await user.clear(screen.getByRole('textbox', { name: 'Name' }))
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'mqtt')
  expect(at()).toContain('labels=app%3Dmqtt')
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  await user.type(await screen.findByRole('textbox', { name: 'Port' }), '8883')
  await user.click(screen.getByRole('button', { name: 'Continue' }))
  expect(await screen.findByRole('heading', { name: 'Review' })).toBeInTheDocument()
  expect(await screen.findByLabelText('mqtt.yaml')).toHaveTextContent('kind: Service')
  await user.click(screen.getByRole('link', { name: 'Back' }))
  expect(await screen.findByRole('textbox', { name: 'Port' })).toHaveValue('8883')
})

it('says at an empty port what to enter, and suggests none', async () => {
  const answers = `answer=service&method=load-balancer&${OWN}&name=mqtt&use=own&type=public`
  const { user } = renderApp(`${EXPOSE}/address?${answers}`, server, world())
  await user.click(await screen.findByRole('button', { name: 'Continue' }))
  expect(screen.getByRole('textbox', { name: 'Port' })).toHaveAccessibleDescription(
    'Enter the port that clients use, 1 to 65535.',
  )
  expect(screen.getByRole('textbox', { name: 'Leads to' })).toHaveAccessibleDescription(
    'Enter a number or the name of a port of the pods.',
  )
  expect(screen.queryByRole('button', { name: /^Use / })).not.toBeInTheDocument()
})

it('says at an empty port of a site whose it is', async () => {
  const answers = `answer=web&method=gateway-route&${OWN}&name=mqtt&ports=:8080/tcp&use=own&type=cloud&way=http`
  const { user } = renderApp(`${EXPOSE}/address?${answers}`, server, world())
  await user.click(await screen.findByRole('button', { name: 'Continue' }))
  expect(screen.getByRole('textbox', { name: 'Port of the Service' })).toHaveAccessibleDescription(
    'Enter the port of the Service, 1 to 65535.',
  )
})

it('begins at the beginning where the URL names no method', async () => {
  const { at } = renderApp(`${EXPOSE}/review?method=magic`, server, world())
  await waitFor(() => expect(at()).toBe(`${EXPOSE}?method=magic`))
})

it('goes to the title of each step, so that a second Enter presses nothing', async () => {
  const { user } = renderApp(`${EXPOSE}/address?${query.service}`, server, world())
  const on = await screen.findByRole('button', { name: 'Continue' })
  on.focus()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(screen.getByRole('heading', { level: 1, name: 'Review' })).toHaveFocus())
})

describe('bad days', () => {
  it('a name that was taken since leads back to its step', async () => {
    const bff = world()
    renderApp(`${EXPOSE}/review?${query.service}`, server, bff)
    await screen.findByText(/The server accepts it/)
    bff.of('services').put(loadBalancer('mqtt'))
    bff.push()
    const back = await screen.findByRole('link', { name: 'Go to Target' })
    expect(back.getAttribute('href')).toContain(`${EXPOSE}/target?`)
    expect(screen.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true')
  })

  it('a port that another tab took leads back to its step', async () => {
    const bff = world()
    renderApp(`${EXPOSE}/review?${query.several}`, server, bff)
    await screen.findByText(/The server accepts it/)
    bff
      .of('services')
      .put(loadBalancer('other', {}, { ports: [{ protocol: 'TCP', port: 8884, targetPort: 8884 }] }))
    bff.push()
    expect(await screen.findByRole('link', { name: 'Go to Address and port' })).toBeInTheDocument()
  })

  it('a quota that is used up meanwhile is said; its figures are sampled, so the cluster has the last word', async () => {
    const bff = world()
    renderApp(`${EXPOSE}/review?${query.service}`, server, bff)
    await screen.findByText(/The server accepts it/)
    bff.organizations.put(organization('nimbus', { used: 3, hard: 3 }))
    bff.push()
    expect(await screen.findByText('3 of 3 used; this one waits')).toBeInTheDocument()
  })

  it('a refusal of the server is shown, and nothing is lost', async () => {
    const bff = world()
    bff.onIntent = () => new Refused('quota-exceeded', 'The quota of load balancers is used up.')
    renderApp(`${EXPOSE}/review?${query.service}`, server, bff)
    expect(await screen.findByText('The quota of load balancers is used up.')).toBeInTheDocument()
  })

  // The dry run said yes a moment ago: the answer to Apply is the one that counts.
  describe.each(Object.entries(query))('for %s, Apply', (_, answers) => {
    it.each([
      ['a quota', 'quota-exceeded', 'The quota of load balancers is used up.'],
      ['a webhook', 'refused', 'admission webhook "guard" denied the request: not on Fridays'],
      ['a role that was taken away', 'forbidden', 'Your role does not allow this here.'],
      ['a name taken since', 'already-exists', 'mqtt exists already.'],
    ] as const)('refused by %s says so, and everything stays as it was', async (_, code, words) => {
      const bff = world()
      const { user, at } = renderApp(`${EXPOSE}/review?${answers}`, server, bff)
      await screen.findByText(/The server accepts it/)
      const before = at()
      bff.onIntent = () => new Refused(code, words)
      await user.click(screen.getByRole('button', { name: 'Apply' }))
      expect(await screen.findByText(words)).toBeInTheDocument()
      expect(at()).toBe(before)
      expect(screen.getByRole('link', { name: 'Cancel' })).toBeInTheDocument()
    })
  })

  it('an address that another tab took leads back to its step', async () => {
    const bff = world()
    const own = 'answer=machine&method=floating-ip&name=desk&vm=desk/vpc_net_0&use=existing&eip=uplink-old'
    renderApp(`${EXPOSE}/review?${own}`, server, bff)
    await screen.findByText(/The server accepts it/)
    bff
      .of('floating-ips')
      .put(object('floating-ips', 'faster', { spec: { eip: 'uplink-old', ipAddress: '10.61.4.77' } }))
    bff.push()
    expect(await screen.findByRole('link', { name: 'Go to Address' })).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true')
  })

  it('a VM that stops meanwhile leads back to its step, with what to do', async () => {
    const bff = world()
    renderApp(`${EXPOSE}/review?${query.machine}`, server, bff)
    await screen.findByText(/The server accepts it/)
    bff.of('virtual-machine-instances').remove('uid-virtual-machine-instances-desk')
    bff.of('virtual-machines').put(
      object('virtual-machines', 'desk', {
        spec: { running: false, template: { spec: NETWORK } },
        status: { printableStatus: 'Stopped', ready: false },
      }),
    )
    bff.push()
    expect(await screen.findByRole('link', { name: 'Go to Target' })).toBeInTheDocument()
    expect(screen.getByText(/desk is stopped, so it has no address. Start it first/)).toBeInTheDocument()
    expect(screen.getByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true')
  })

  describe('a certificate', () => {
    const routed = {
      'service.nlb.kube-dc.com/expose-route': 'https',
      'service.nlb.kube-dc.com/tls-issuer': 'letsencrypt',
    }

    function routedWorld(issuerReady: boolean): FakeBff {
      const bff = world()
      bff.of('services').put(loadBalancer('mqtt', routed))
      bff.of('endpoint-slices').put(endpoints('mqtt', true))
      bff.of('issuers').put(
        object('issuers', 'letsencrypt', {
          spec: { acme: { email: 'operations@nimbus.net' } },
          status: {
            conditions: [
              {
                type: 'Ready',
                status: issuerReady ? 'True' : 'False',
                ...(!issuerReady && { reason: 'ErrRegisterACMEAccount', message: 'invalid e-mail' }),
              },
            ],
          },
        }),
      )
      return bff
    }

    it('that never comes can be waited for elsewhere, and is found again', async () => {
      const bff = routedWorld(true)
      bff.of('certificates').put(
        object('certificates', 'mqtt-tls', {
          spec: { secretName: 'mqtt-tls-secret', issuerRef: { name: 'letsencrypt' } },
          status: {
            conditions: [
              { type: 'Issuing', status: 'True' },
              { type: 'Ready', status: 'False' },
            ],
          },
        }),
      )
      const { unmount } = renderApp(`${EXPOSE}/apply?${query.web}`, server, bff)
      const waits = await screen.findByRole('heading', {
        name: /It is being made ready|It does not work yet/,
      })
      expect(waits).toBeInTheDocument()
      expect(screen.getByRole('link', { name: 'Show details' })).toHaveAttribute(
        'href',
        '/o/nimbus/p/edge/gateway-routes/mqtt',
      )
      expect(screen.queryByRole('link', { name: 'Open the site' })).not.toBeInTheDocument()
      unmount()
      renderApp(`${EXPOSE}/apply?${query.web}`, server, bff)
      expect((await screen.findAllByText(/[Cc]ertificate/)).length).toBeGreaterThan(0)
    })

    it('is not issued by an Issuer that fails, and its words are shown', async () => {
      renderApp(`${EXPOSE}/apply?${query.web}`, server, routedWorld(false))
      expect(await screen.findByRole('heading', { name: 'It does not work yet' })).toBeInTheDocument()
      expect((await screen.findAllByText(/invalid e-mail/)).length).toBeGreaterThan(0)
      expect(screen.getByRole('link', { name: /Undo: delete mqtt/ })).toBeInTheDocument()
    })
  })

  it('a role that may not create says so', async () => {
    const bff = world()
    bff.access = { verbs: { services: ['get', 'list'] }, incomplete: false, role: 'user' }
    renderApp(`${EXPOSE}/review?${query.service}`, server, bff)
    expect(await screen.findByRole('button', { name: 'Apply' })).toHaveAttribute('aria-disabled', 'true')
  })
})

it('says when it is ready, and how to connect; its address is enough to come back to it', async () => {
  const bff = world()
  renderApp(`${EXPOSE}/apply?${query.several}`, server, bff)
  expect(await screen.findByText(/There is no load balancer mqtt in edge/)).toBeInTheDocument()
  bff.of('services').put(loadBalancer('mqtt'))
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  bff.push()
  const ready = await screen.findByRole('heading', { name: 'It is ready' })
  expect(ready).toBeInTheDocument()
  const last = within(screen.getByRole('navigation', { name: 'Steps of the wizard' })).getByText('Apply')
  expect(within(last.closest('li') ?? document.body).getByRole('img', { name: 'Ready' })).toBeInTheDocument()
  expect(within(document.body).getByText(/nc -vz 203\.0\.113\.14 8883/)).toBeInTheDocument()
})

it('says at the command what works only inside the platform', async () => {
  const bff = world()
  bff.of('floating-ips').put(
    object('floating-ips', 'desk', {
      spec: { externalNetworkType: 'cloud', vmTarget: { vmName: 'desk' } },
      status: { ready: true, externalIP: '100.72.3.15' },
    }),
  )
  renderApp(`/o/nimbus/p/edge/floating-ips/desk`, server, bff)
  const block = (await screen.findByLabelText('Log in with SSH')).closest('div')?.parentElement
  expect(block).toHaveTextContent(/works only inside the platform; “user” stands for your own login/)
})

it('opens the site that it exposed, and its page here beside it', async () => {
  const bff = world()
  bff.of('services').put(
    loadBalancer('mqtt', {
      'service.nlb.kube-dc.com/expose-route': 'http',
      'service.nlb.kube-dc.com/route-hostname-status': 'mqtt.example.net',
    }),
  )
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  bff.of('http-routes').put(
    object('http-routes', 'mqtt-route', {
      spec: { hostnames: ['mqtt.example.net'] },
      status: { parents: [{ conditions: [{ type: 'Accepted', status: 'True' }] }] },
    }),
  )
  renderApp(`${EXPOSE}/apply?${query.web}`, server, bff)
  const site = await screen.findByRole('link', { name: 'Open the site' })
  expect(site).toHaveAttribute('href', 'http://mqtt.example.net/')
  expect(site).toHaveAttribute('target', '_blank')
  expect(screen.getByRole('link', { name: 'Show details' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/gateway-routes/mqtt',
  )
})

it('lists every port of a shared address with what is behind it', async () => {
  const bff = world()
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  bff.of('services').put(loadBalancer('mqtt'))
  const alone = renderApp(`${EXPOSE}/apply?${query.several}`, server, bff)
  await screen.findByRole('heading', { name: 'It is ready' })
  expect(screen.queryByRole('table', { name: 'Ports of uplink-a' })).not.toBeInTheDocument()
  alone.unmount()
  bff
    .of('services')
    .put(loadBalancer('telemetry', {}, { ports: [{ protocol: 'UDP', port: 7777, targetPort: 7777 }] }))
  renderApp(`${EXPOSE}/apply?${query.several}`, server, bff)
  const ports = within(await screen.findByRole('table', { name: 'Ports of uplink-a' }))
  expect(ports.getByRole('row', { name: /^7777\/UDP telemetry no endpoint/ })).toBeInTheDocument()
  expect(ports.getByRole('row', { name: /^8883\/TCP mqtt mqtt-0/ })).toBeInTheDocument()
})

describe.each(Object.entries(query))('for %s', (_, answers) => {
  it.each(['', '/target', '/address', '/review'])(
    'can be cancelled at "%s": nothing was asked for',
    async (step) => {
      const bff = world()
      const { user, at } = renderApp(`${EXPOSE}${step}?${answers}`, server, bff)
      await user.click(await screen.findByRole('link', { name: 'Cancel' }))
      await waitFor(() => expect(at()).toBe('/o/nimbus/p/edge/overview'))
      expect(bff.intents).toEqual([])
    },
  )
})

it('keeps the e-mail in this tab, and never in an address that may be shared', async () => {
  const secured = `answer=web&method=gateway-route&${OWN}&name=mqtt&ports=80:8080/tcp&way=https&certificate=issuer`
  const first = renderApp(`${EXPOSE}/address?${secured}`, server, world())
  await first.user.type(await screen.findByRole('textbox', { name: /E-mail/ }), 'operations@nimbus.net')
  expect(first.at()).not.toContain('operations')
  const address = first.at()
  first.unmount()
  renderApp(address, server, world())
  expect(await screen.findByRole('textbox', { name: /E-mail/ })).toHaveValue('operations@nimbus.net')
})

it('lists a port that is taken once, whoever wants it', async () => {
  const bff = world()
  bff.of('services').put(loadBalancer('mqtt'), loadBalancer('mqtt-legacy'))
  renderApp(`${EXPOSE}/address?${query.several}`, server, bff)
  expect(
    await screen.findByRole('option', { name: 'uplink-a, 203.0.113.14, public, port 8883 taken' }),
  ).toBeInTheDocument()
})

it('folds the inner address of a site away: whatever it is, the Internet reaches the site', async () => {
  const site = `answer=web&method=gateway-route&${OWN}&name=mqtt&ports=80:8080/tcp`
  const chosen = renderApp(`${EXPOSE}/address?${site}&use=own&type=cloud`, server, world())
  const summary = await screen.findByText('Inner address: the platform chooses')
  expect(summary.closest('details')).not.toHaveAttribute('open')
  expect(document.body).not.toHaveTextContent(/the Internet does not reach/)
  chosen.unmount()
  renderApp(`${EXPOSE}/address?${site}&use=existing&eip=uplink-a`, server, world())
  const other = await screen.findByText('Inner address: uplink-a')
  expect(other.closest('details')).toHaveAttribute('open')
})

describe('the port that the app listens on', () => {
  function declaring(...ports: readonly number[]): FakeBff {
    const bff = world()
    bff.of('pods').put(object('pods', 'shop-abc-1', declaringPod('shop', ports)))
    return bff
  }
  const SHOP = 'answer=web&method=gateway-route&use=own&type=cloud&way=http'
  const targetPort = () => screen.findByRole('textbox', { name: 'Port of the app' })

  it('is the one that the chosen target declares', async () => {
    const { user } = renderApp(`${EXPOSE}/target?${SHOP}`, server, declaring(8080))
    await user.selectOptions(await screen.findByRole('combobox', { name: 'Target' }), 'deployment/shop')
    await user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(await targetPort()).toHaveValue('8080')
  })

  it('is the one that the target declares where it was chosen before', async () => {
    renderApp(`${EXPOSE}/address?${SHOP}&target=deployment/shop`, server, declaring(8080))
    expect(await targetPort()).toHaveValue('8080')
  })

  it('is a choice where the target declares several', async () => {
    const bff = declaring(8080, 9090)
    const { user } = renderApp(`${EXPOSE}/address?${SHOP}&target=deployment/shop`, server, bff)
    expect(await targetPort()).toHaveValue('')
    await user.click(screen.getByRole('button', { name: '9090' }))
    expect(await targetPort()).toHaveValue('9090')
  })

  it('is warned of at its field, in the review and at the end where the pods declare another', async () => {
    const bff = declaring(8080)
    const answers = `${SHOP}&target=deployment/shop&name=shop&ports=80:80/tcp`
    const words = /The pods of shop declare 8080, not 80: likely nothing answers there/
    const field = renderApp(`${EXPOSE}/address?${answers}`, server, bff)
    expect(await targetPort()).toHaveAccessibleDescription(words)
    field.unmount()
    const review = renderApp(`${EXPOSE}/review?${answers}`, server, bff)
    expect(await screen.findByText(words)).toBeInTheDocument()
    review.unmount()
    bff
      .of('services')
      .put(
        loadBalancer(
          'shop',
          { 'service.nlb.kube-dc.com/expose-route': 'http' },
          { ports: [{ protocol: 'TCP', port: 80, targetPort: 80 }] },
        ),
      )
    renderApp(`${EXPOSE}/apply?${answers}`, server, bff)
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0)
  })
})

describe('a port for another protocol than the pods declare', () => {
  const TCP_ONLY = 'target=deployment/shop&name=shop&use=own&type=public'
  const declaring = () => {
    const bff = world()
    bff.of('pods').put(object('pods', 'shop-abc-1', declaringPod('shop', [8080])))
    return bff
  }
  const leadsTo = () => screen.findByRole('textbox', { name: 'Leads to' })

  it('is not suggested, before the protocol is chosen and after', async () => {
    const udp = `answer=service&method=load-balancer&protocol=udp&${TCP_ONLY}`
    const first = renderApp(`${EXPOSE}/address?${udp}`, server, declaring())
    expect(await leadsTo()).toHaveValue('')
    expect(screen.getByRole('combobox', { name: 'Protocol' })).toHaveValue('UDP')
    expect(await leadsTo()).toHaveAccessibleDescription('The target declares 8080/TCP.')
    expect(screen.queryByRole('button', { name: /8080/ })).not.toBeInTheDocument()
    first.unmount()
    const tcp = `answer=service&method=load-balancer&${TCP_ONLY}`
    const { user } = renderApp(`${EXPOSE}/address?${tcp}`, server, declaring())
    expect(await leadsTo()).toHaveValue('8080')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Protocol' }), 'UDP')
    expect(await leadsTo()).toHaveValue('')
  })

  it('is warned of at its field, in the review and at the end', async () => {
    const bff = declaring()
    const answers = `answer=service&method=load-balancer&${TCP_ONLY}&ports=7777:8080/udp`
    const words = /The pods of shop declare 8080\/TCP, not 8080\/UDP: likely nothing answers there/
    const field = renderApp(`${EXPOSE}/address?${answers}`, server, bff)
    expect(await leadsTo()).toHaveAccessibleDescription(words)
    field.unmount()
    const review = renderApp(`${EXPOSE}/review?${answers}`, server, bff)
    expect(await screen.findByText(words)).toBeInTheDocument()
    review.unmount()
    bff
      .of('services')
      .put(loadBalancer('shop', {}, { ports: [{ protocol: 'UDP', port: 7777, targetPort: 8080 }] }))
    renderApp(`${EXPOSE}/apply?${answers}`, server, bff)
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0)
  })
})

it('is not called ready where likely nothing answers, and leads to where that is put right', async () => {
  const bff = world()
  bff.of('pods').put(object('pods', 'shop-abc-1', declaringPod('shop', [8080])))
  bff
    .of('services')
    .put(loadBalancer('shop', {}, { ports: [{ protocol: 'TCP', port: 7777, targetPort: 7777 }] }))
  bff.of('endpoint-slices').put(endpoints('shop', true))
  const answers = 'answer=service&method=load-balancer&target=deployment/shop&name=shop&ports=7777:/tcp'
  renderApp(`${EXPOSE}/apply?${answers}`, server, bff)
  const heading = await screen.findByRole('heading', { level: 2, name: /likely nothing answers/ })
  expect(heading).toHaveTextContent('It is made and given out, but likely nothing answers')
  expect(screen.queryByText('It is ready')).not.toBeInTheDocument()
  const status = screen.getByText('Its pods declare 8080, not 7777').closest('[role=status]')
  expect(status?.querySelector('[data-state]')).toHaveAttribute('data-state', 'waiting')
  const last = within(screen.getByRole('navigation', { name: 'Steps of the wizard' })).getByText('Apply')
  expect(within(last.closest('li') ?? document.body).queryByRole('img')).not.toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Lead port 7777 to 8080' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/load-balancers/shop/edit',
  )
  expect(screen.queryByText(/What helps, elsewhere/)).not.toBeInTheDocument()
})

function declaringPod(app: string, ports: readonly number[]) {
  return {
    metadata: {
      labels: { app, 'pod-template-hash': 'abc' },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${app}-abc`, uid: 'abc', controller: true },
      ],
    },
    spec: { containers: [{ name: 'app', ports: ports.map((containerPort) => ({ containerPort })) }] },
    status: { phase: 'Running', podIP: '10.61.4.30', conditions: [{ type: 'Ready', status: 'True' }] },
  }
}

it('says what the chosen target matches, and the first step knows a workload by its pods', async () => {
  const bff = world()
  bff.of('pods').put(object('pods', 'shop-abc-1', declaringPod('shop', [8080])))
  const step = renderApp(
    `${EXPOSE}/target?answer=web&method=gateway-route&target=deployment/shop`,
    server,
    bff,
  )
  expect(await screen.findByText('1 pod matches app=shop and is ready.')).toBeInTheDocument()
  expect(screen.getByRole('option', { name: 'shop, 1 of 1 ready, Deployment' })).toBeInTheDocument()
  step.unmount()
  renderApp(`${EXPOSE}?answer=web&target=deployment/shop`, server, bff)
  expect(await screen.findByText('shop, runs')).toBeInTheDocument()
})

describe('what is there already', () => {
  it('is said below the target, with where, its state and a link', async () => {
    const bff = world()
    bff.of('services').put(loadBalancer('mqtt'))
    bff.of('endpoint-slices').put(endpoints('mqtt', true))
    for (const path of ['/target?method=load-balancer&', '?']) {
      const page = renderApp(`${EXPOSE}${path}answer=service&target=service/mqtt`, server, bff)
      const said = await screen.findByText('mqtt is exposed already:')
      const list = within(said.parentElement ?? document.body)
      expect(list.getByText(/203\.0\.113\.14:8883\/TCP/)).toHaveTextContent(/\(Ready, 1 endpoint\)/)
      expect(list.getByRole('link', { name: 'mqtt' })).toHaveAttribute(
        'href',
        '/o/nimbus/p/edge/load-balancers/mqtt',
      )
      page.unmount()
    }
  })

  it('that a floating IP opens every port is said in the review and at the end', async () => {
    const bff = world()
    const review = renderApp(`${EXPOSE}/review?${query.machine}`, server, bff)
    expect(
      await screen.findByText(/Everything that listens on desk will be reachable from the Internet/),
    ).toBeInTheDocument()
    review.unmount()
    bff.of('floating-ips').put(
      object('floating-ips', 'desk', {
        spec: { externalNetworkType: 'public', vmTarget: { vmName: 'desk' } },
        status: { externalIP: '203.0.113.21' },
      }),
    )
    renderApp(`${EXPOSE}/apply?${query.machine}`, server, bff)
    expect(await screen.findByText(/Everything that listens on desk is reachable/)).toBeInTheDocument()
  })

  it('a second floating IP is said among the checks, which promise nothing good', async () => {
    const bff = world()
    bff.of('floating-ips').put(
      object('floating-ips', 'direct', {
        spec: { externalNetworkType: 'cloud', vmTarget: { vmName: 'desk' } },
        status: { externalIP: '100.72.3.15', resolvedTargetIP: '10.61.4.20' },
      }),
    )
    renderApp(`${EXPOSE}/review?${query.machine}`, server, bff)
    const said = await screen.findByText(/desk has the floating IP direct already, on a cloud address/)
    const checks = screen.getByRole('heading', { name: 'Checks' }).closest('section')
    expect(checks).toContainElement(said)
    expect(screen.queryByText(/speaks for/)).not.toBeInTheDocument()
  })

  it('that a load balancer limits nothing beside a floating IP is said in the review', async () => {
    const bff = world()
    bff.of('floating-ips').put(
      object('floating-ips', 'direct', {
        spec: { externalNetworkType: 'cloud', vmTarget: { vmName: 'desk' } },
        status: { externalIP: '100.72.3.15' },
      }),
    )
    bff.of('pods').put(
      object('pods', 'virt-launcher-desk', {
        metadata: { labels: { 'vm.kubevirt.io/name': 'desk' } },
        spec: { containers: [{ name: 'compute' }] },
        status: {
          phase: 'Running',
          podIP: '10.61.4.20',
          conditions: [{ type: 'Ready', status: 'True' }],
        },
      }),
    )
    const answers =
      'answer=service&method=load-balancer&target=vm/desk&name=ssh&ports=22:22/tcp&use=own&type=public'
    renderApp(`${EXPOSE}/review?${answers}`, server, bff)
    expect(await screen.findByText(/the floating IP direct opens every port of desk to/)).toBeInTheDocument()
  })
})

it('says that something was made with these answers, and offers to edit it', async () => {
  const bff = world()
  const { user, router, unmount } = renderApp(`${EXPOSE}/address?${query.several}`, server, bff)
  await user.click(await screen.findByRole('button', { name: 'Continue' }))
  await screen.findByText(/The server accepts it/)
  expect(screen.queryByText(/You made mqtt with these answers/)).not.toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Apply' }))
  bff.of('services').put(loadBalancer('mqtt'))
  bff.push()
  expect(
    await screen.findByRole('link', { name: /Put another service behind 203\.0\.113\.14/ }),
  ).toHaveAttribute('href', `${EXPOSE}?answer=several&beside=uplink-a`)
  await router.navigate(-1)
  expect(await screen.findByText(/You made mqtt with these answers/)).toBeInTheDocument()
  expect(screen.getByRole('link', { name: 'Edit mqtt' })).toHaveAttribute(
    'href',
    '/o/nimbus/p/edge/load-balancers/mqtt/edit',
  )
  unmount()
})
