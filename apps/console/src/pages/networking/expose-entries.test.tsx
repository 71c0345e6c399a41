import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { loadBalancer, object } from '../../test/project-objects.ts'

const EDGE = '/o/nimbus/p/edge'
const server = useTestServer()

function world(): FakeBff {
  const bff = new FakeBff()
  bff.of('services').put(loadBalancer('mqtt'))
  bff.of('services').put(loadBalancer('web', { 'service.nlb.kube-dc.com/expose-route': 'http' }))
  bff
    .of('floating-ips')
    .put(
      object('floating-ips', 'desk', { spec: { vmTarget: { vmName: 'desk', interfaceName: 'vpc_net_0' } } }),
    )
  bff.of('floating-ips').put(object('floating-ips', 'host', { spec: { ipAddress: '10.61.4.77' } }))
  return bff
}

describe('the wizard, from each list', () => {
  it.each([
    ['external-ips', ''],
    ['floating-ips', '?answer=machine'],
    ['load-balancers', '?answer=service'],
    ['gateway-routes', '?answer=web'],
  ])('%s brings what it knows', async (list, query) => {
    renderApp(`${EDGE}/${list}?filter=nothing`, server, world())
    const link = await screen.findByRole('link', { name: 'Expose something' })
    expect(link).toHaveAttribute('href', `${EDGE}/expose${query}`)
  })
})

describe('the wizard, from an object', () => {
  it.each([
    ['load-balancers', 'mqtt', 'mqtt', 'service%2Fmqtt'],
    ['gateway-routes', 'web', 'web', 'service%2Fweb'],
    ['floating-ips', 'desk', 'desk', 'vm%2Fdesk'],
  ])('%s brings its target, and leaves the filter of the list', async (list, name, target, query) => {
    const { user, at } = renderApp(`${EDGE}/${list}?filter=${name}`, server, world())
    await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
    await user.click(await screen.findByRole('menuitem', { name: `Expose ${target} in another way…` }))
    await waitFor(() => expect(at()).toBe(`${EDGE}/expose?target=${query}`))
  })

  it('is not offered where a floating IP leads to no machine', async () => {
    const { user } = renderApp(`${EDGE}/floating-ips`, server, world())
    await user.click(await screen.findByRole('button', { name: 'Actions for host' }))
    expect(await screen.findByRole('menuitem', { name: /^Delete host…/ })).toBeInTheDocument()
    expect(screen.queryByRole('menuitem', { name: /^Expose/ })).not.toBeInTheDocument()
  })
})
