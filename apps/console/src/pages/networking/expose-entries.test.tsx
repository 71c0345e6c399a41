import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { endpoints, loadBalancer, object } from '../../test/project-objects.ts'

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

/** A VM with a floating IP, and one whose pod is behind a load balancer. */
function withMachines(): FakeBff {
  const bff = world()
  bff.of('virtual-machines').put(
    object('virtual-machines', 'desk', {
      spec: { running: true, template: { spec: { domain: { devices: {} } } } },
      status: { printableStatus: 'Running', ready: true },
    }),
  )
  bff.of('endpoint-slices').put(endpoints('mqtt', true))
  bff.of('pods').put(
    object('pods', 'mqtt-0', {
      metadata: { labels: { app: 'mqtt', 'vm.kubevirt.io/name': 'broker' } },
      spec: { containers: [{ name: 'compute' }] },
      status: { phase: 'Running', podIP: '10.61.4.10', conditions: [{ type: 'Ready', status: 'True' }] },
    }),
  )
  return bff
}

describe('the wizard, where nothing is exposed yet', () => {
  it.each([
    ['external-ips', ''],
    ['floating-ips', '?answer=machine'],
    ['load-balancers', '?answer=service'],
    ['gateway-routes', '?answer=web'],
  ])('%s asks what it is', async (list, query) => {
    const bff = new FakeBff()
    for (const name of ['default-gw', 'uplink-a', 'uplink-old']) bff.externalIps.remove(`uid-${name}`)
    renderApp(`${EDGE}/${list}`, server, bff)
    const link = await screen.findByRole('link', { name: 'what you expose' })
    expect(link).toHaveAttribute('href', `${EDGE}/expose${query}`)
  })
})

describe('the wizard, from a finding', () => {
  it('that says that the Internet does not reach it', async () => {
    const bff = world()
    bff.of('services').put(loadBalancer('inside', { 'service.nlb.kube-dc.com/bind-on-eip': 'default-gw' }))
    const { at, user } = renderApp(`${EDGE}/load-balancers/inside?filter=in`, server, bff)
    // Nothing is wrong with it, and nothing is said to be ready by that.
    expect(await screen.findByRole('heading', { name: /^Good to know .* is not reachable/ })).toBeVisible()
    await user.click(await screen.findByRole('link', { name: 'Choose a way to inside from the Internet' }))
    await waitFor(() => expect(at()).toBe(`${EDGE}/expose?target=service%2Finside`))
  })
})

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

  it.each([
    ['a floating IP', 'floating-ips/desk', 'Expose desk in another way…', 'vm%2Fdesk'],
    ['a load balancer', 'load-balancers/mqtt', 'Expose broker in another way…', 'vm%2Fbroker'],
  ])('%s leads to it for the VM that it leads to', async (_, page, words, query) => {
    renderApp(`${EDGE}/${page}?tab=related`, server, withMachines())
    const link = await screen.findByRole('link', { name: words })
    expect(link).toHaveAttribute('href', `${EDGE}/expose?target=${query}`)
  })

  it('is not offered where a floating IP leads to no machine', async () => {
    const { user } = renderApp(`${EDGE}/floating-ips`, server, world())
    await user.click(await screen.findByRole('button', { name: 'Actions for host' }))
    expect(await screen.findByRole('menuitem', { name: /^Delete host…/ })).toBeInTheDocument()
    expect(screen.queryByRole('menuitem', { name: /^Expose/ })).not.toBeInTheDocument()
  })
})
