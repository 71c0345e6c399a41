import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import { FakeBff } from '../../../test/fake-bff.ts'
import { Refused } from '../../../test/handlers.ts'
import { endpoints, loadBalancer } from '../../../test/project-objects.ts'

const server = useTestServer()

function world(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = { verbs: { services: verbs }, incomplete: false, role: 'developer' }
  for (const name of ['mqtt', 'web']) {
    bff.of('services').put(
      loadBalancer(name, {
        'service.nlb.kube-dc.com/expose-route': 'http',
        'service.nlb.kube-dc.com/route-hostname': `${name}.nimbus.io`,
        'service.nlb.kube-dc.com/route-hostname-status': `${name}.nimbus.io`,
      }),
    )
    bff.of('endpoint-slices').put(endpoints(name, true))
  }
  return bff
}

async function ask(list: string, links: readonly string[], bff = world()) {
  const app = renderApp(`/o/nimbus/p/edge/${list}`, server, bff)
  for (const name of links) {
    const row = (await screen.findByRole('link', { name })).closest<HTMLElement>('[role="row"]')
    if (!row) throw new Error(`${name} is not in a row`)
    await app.user.click(within(row).getByRole('checkbox'))
  }
  await app.user.click(screen.getByRole('button', { name: 'Delete…' }))
  return { ...app, bff, dialog: await screen.findByRole('dialog') }
}

describe('several load balancers', () => {
  it('are deleted with what each breaks, and what failed stays chosen', async () => {
    const bff = world()
    bff.onIntent = (intent) =>
      'name' in intent && intent.name === 'web'
        ? new Refused('conflict', 'It was made anew meanwhile.')
        : { operation: null, made: [] }
    const { user, dialog } = await ask('load-balancers', ['mqtt', 'web'], bff)
    expect(dialog).toHaveTextContent('Disconnects 203.0.113.14: 8883/TCP')
    expect(dialog).toHaveTextContent('web.nimbus.io stops answering')
    await user.type(within(dialog).getByRole('textbox'), 'delete 2')
    await user.click(within(dialog).getByRole('button', { name: 'Delete 2 load balancers' }))
    const after = await screen.findByRole('dialog', { name: '1 load balancer not deleted' })
    expect(after).toHaveTextContent('It was made anew meanwhile.')
    expect(bff.intents).toMatchObject([
      { intent: 'delete-load-balancer', name: 'mqtt', uid: 'uid-services-mqtt' },
    ])
  })
})

describe('several gateway routes', () => {
  it('are removed, each from the Service that was shown', async () => {
    const { user, dialog, bff } = await ask('gateway-routes', ['mqtt.nimbus.io', 'web.nimbus.io'])
    expect(dialog).toHaveTextContent('mqtt.nimbus.io stops answering within a minute.')
    await user.type(within(dialog).getByRole('textbox'), 'delete 2')
    await user.click(within(dialog).getByRole('button', { name: 'Delete 2 gateway routes' }))
    await waitFor(() =>
      expect(bff.intents).toMatchObject([
        { intent: 'remove-gateway-route', name: 'mqtt', uid: 'uid-services-mqtt' },
        { intent: 'remove-gateway-route', name: 'web', uid: 'uid-services-web' },
      ]),
    )
  })
})
