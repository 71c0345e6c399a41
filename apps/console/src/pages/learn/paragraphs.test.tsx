import { term } from '@kube-dc/networking/learn/glossary'
import { METHODS } from '@kube-dc/networking/methods/methods'
import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { paths } from '../../app/paths.ts'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { externalIp } from '../../test/objects.ts'
import { loadBalancer, object } from '../../test/project-objects.ts'
import { STEPS } from '../expose/steps.ts'
import { PARAGRAPHS, subjectOfStep, type Paragraph, type Subject } from './paragraphs.ts'

const EDGE = { organization: 'nimbus', project: 'edge' }
const HOME = '/o/nimbus/p/edge'
const server = useTestServer()

const targets = new Map(
  Object.values(PARAGRAPHS).map((paragraph: Paragraph) => {
    const to = paths.learn(EDGE, paragraph.page, paragraph.id)
    return [to, paragraph] as const
  }),
)

describe('each paragraph that a page leads to', () => {
  it.each([...targets])('%s is there', async (to, { id }) => {
    renderApp(to, server)
    const article = await screen.findByRole('article')
    await waitFor(() => expect(article.querySelectorAll('p').length).toBeGreaterThan(0))
    if (id !== undefined) await waitFor(() => expect(document.activeElement?.id).toBe(id))
  })
})

function world(): FakeBff {
  const bff = new FakeBff()
  bff.externalIps.put(externalIp('uplink-a', { address: '203.0.113.14' }))
  bff.of('services').put(loadBalancer('mqtt', { 'service.nlb.kube-dc.com/expose-route': 'http' }))
  bff
    .of('floating-ips')
    .put(object('floating-ips', 'desk', { spec: { vmTarget: { vmName: 'desk', interfaceName: 'net' } } }))
  return bff
}

const WIZARD =
  'answer=service&method=load-balancer&target=own&labels=app%3Dmqtt&name=mqtt&ports=80:/tcp&use=own'

const pages: readonly (readonly [page: string, subject: Subject])[] = [
  ['overview', 'overview'],
  ['external-ips', 'external-ips'],
  ['external-ips/uplink-a', 'external-ips'],
  ['external-ips/create', 'create-external-ip'],
  ['floating-ips', 'floating-ips'],
  ['floating-ips/desk', 'floating-ips'],
  ['floating-ips/create', 'create-floating-ip'],
  ['floating-ips/desk/move', 'move-floating-ip'],
  ['load-balancers', 'load-balancers'],
  ['load-balancers/mqtt', 'load-balancers'],
  ['load-balancers/create', 'create-load-balancer'],
  ['load-balancers/mqtt/edit', 'edit-load-balancer'],
  ['gateway-routes', 'gateway-routes'],
  ['gateway-routes/mqtt', 'gateway-routes'],
  ['gateway-routes/create', 'create-gateway-route'],
  ['gateway-routes/mqtt/set', 'set-gateway-route'],
  ['operations', 'operations'],
  ['expose', 'expose-method'],
  [`expose/target?${WIZARD}`, 'expose-target'],
  [`expose/address?${WIZARD}`, 'expose-address'],
  [`expose/review?${WIZARD}`, 'expose-load-balancer'],
  [`expose/apply?${WIZARD}`, 'expose-load-balancer'],
]

describe('each page leads to its paragraph', () => {
  it.each(pages)('%s', async (page, subject) => {
    renderApp(`${HOME}/${page}`, server, world())
    const { page: slug, id, words }: Paragraph = PARAGRAPHS[subject]
    await waitFor(() => {
      const links = screen.getAllByRole('link', { name: words }).map((link) => link.getAttribute('href'))
      expect(links).toContain(paths.learn(EDGE, slug, id))
    })
  })

  it('whatever the method, every step of the wizard has one', () => {
    const led = STEPS.flatMap((step) => METHODS.map((method) => subjectOfStep(step, method)))
    const tested = new Set([...led, ...pages.map(([, subject]) => subject)])
    expect([...tested].sort()).toEqual(Object.keys(PARAGRAPHS).sort())
  })
})

describe('the words of the pages', () => {
  it.each([
    ['overview', 'Subnet', 'subnet'],
    ['external-ips/uplink-a', 'Ownership', 'ownership'],
    ['external-ips/create', 'network type', 'network-type'],
    ['load-balancers/mqtt', 'Selector', 'selector'],
    ['gateway-routes/mqtt', 'Hostname', 'gateway-route'],
    ['expose', 'Public IPv4', 'plan'],
  ] as const)('on %s, %s has the sentence of the glossary and leads to it', async (page, word, id) => {
    const { user, router } = renderApp(`${HOME}/${page}`, server, world())
    const { short } = term(id)
    // What is still arriving is drawn anew.
    await waitFor(async () => {
      const found = screen.getAllByRole('button', { name: word })
      const fact = found.find((each) => each.closest('dl, form'))
      if (!fact) throw new Error(`${word} is not explained on ${page}`)
      await user.click(fact)
      expect(fact).toHaveAccessibleDescription(short)
    })
    await user.click(screen.getByRole('link', { name: 'More in Learn' }))
    await waitFor(() => expect(document.activeElement?.id).toBe(id))
    expect(router.state.location).toMatchObject({ pathname: `${HOME}/learn/glossary`, hash: `#${id}` })
  })

  it('a column that sorts is explained too', async () => {
    const { user } = renderApp(`${HOME}/external-ips`, server, world())
    const head = await screen.findByRole('columnheader', { name: 'Ownership' })
    const sort = within(head).getByRole('button')
    await user.hover(sort)
    expect(await screen.findByRole('tooltip')).toHaveTextContent(/^Shared: load balancers and the way out/)
    expect(sort).toHaveAccessibleDescription(/^Shared/)
  })
})
