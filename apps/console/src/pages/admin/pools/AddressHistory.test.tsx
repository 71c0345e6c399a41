import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../../test/app.tsx'
import { answer, Refused } from '../../../test/handlers.ts'
import { heldAddress, platformBff, poolReport } from '../../../test/platform.ts'

const server = useTestServer()

const NOW = {
  from: '2026-08-20T10:00:00Z',
  organization: 'nimbus',
  project: 'edge',
  kind: 'ExternalIp' as const,
}
const HELD = { ...NOW, object: 'nimbus-edge/uplink-a' }
const BEFORE = {
  from: '2026-08-03T10:00:00Z',
  to: '2026-08-09T10:00:00Z',
  organization: 'harbor',
  project: 'gate',
  object: 'harbor-gate/ingress-1',
  kind: 'ExternalIp' as const,
}
const PORT = {
  from: '2026-08-01T10:00:00Z',
  to: '2026-08-02T10:00:00Z',
  object: 'node-b',
  kind: 'OvnEip' as const,
}

/** The panel of an address; whoever asked for a history is counted. */
function open(history: Parameters<typeof answer<'addressHistory'>>[1], address = '203.0.113.9') {
  const bff = platformBff('viewer')
  bff.channel('pools/*').put(poolReport())
  bff.channel('pool-addresses/ext-public').put(heldAddress('uplink-a', '203.0.113.9'))
  const app = renderApp(`/admin/pools/ext-public/addresses/${address}`, server, bff)
  server.use(answer('addressHistory', history))
  return app
}

const lines = async () => {
  const title = await screen.findByRole('heading', { name: /^History/ })
  const section = title.closest('section')
  const texts = (selector: string) =>
    [...(section?.querySelectorAll(selector) ?? [])].map(({ textContent }) => textContent)
  return { title, days: texts('dt'), words: texts('dd') }
}

describe('the history of an address', () => {
  it('tells who held it from when to when, newest first, with nobody between, since it was watched', async () => {
    open(() => ({ since: '2026-08-01T10:00:00Z', source: 'store', entries: [HELD, BEFORE, PORT] }))
    const { title, days, words } = await lines()
    expect(title).toHaveTextContent(/^Historysince 1 Aug/)
    expect(title).not.toHaveTextContent('of this server')
    expect(words).toEqual([
      'nimbus / edge, uplink-a',
      'nobody known',
      'harbor / gate, ingress-1',
      'nobody known',
      'node-b of the platform',
    ])
    expect(days).toHaveLength(5)
    expect(days[0]).toMatch(/^since 20 Aug/)
    expect(days[2]).toMatch(/^3 Aug.* – 9 Aug/)
  })

  it('leads to who has it now, and not to who let it go', async () => {
    open(() => ({ since: '2026-08-01T10:00:00Z', source: 'store', entries: [HELD, BEFORE] }))
    const { title } = await lines()
    const links = [...(title.closest('section')?.querySelectorAll('a') ?? [])]
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['nimbus / edge, uplink-a', '/o/nimbus/p/edge/external-ips/uplink-a'],
    ])
  })

  it('says when only this server knows, and that the history that is kept does not answer', async () => {
    open(() => ({ since: '2026-08-01T10:00:00Z', source: 'memory', away: true, entries: [] }), '203.0.113.20')
    const { title, words } = await lines()
    expect(title).toHaveTextContent(/, of this server; the history that is kept does not answer$/)
    expect(words).toEqual(['nobody'])
  })

  it('is read anew when somebody else holds the address', async () => {
    let isHeld = true
    const { bff } = open(() => {
      const entries = isHeld ? [HELD] : [{ ...HELD, to: '2026-08-21T10:00:00Z' }]
      return { since: '2026-08-01T10:00:00Z', source: 'store', entries }
    })
    expect((await lines()).words[0]).toBe('nimbus / edge, uplink-a')
    isHeld = false
    bff.channel('pool-addresses/ext-public').remove(heldAddress('uplink-a', '203.0.113.9').meta.uid)
    bff.push()
    await waitFor(async () => expect((await lines()).words[0]).toBe('nobody known'))
  })

  it('and whether somebody holds the address are not told before the holders are here', async () => {
    const bff = platformBff()
    bff.channel('pools/*').put(poolReport())
    bff.channel('pool-addresses/ext-public').forbidden = true
    renderApp('/admin/pools/ext-public/addresses/203.0.113.9', server, bff)
    const panel = await screen.findByRole('complementary', { name: '203.0.113.9' })
    expect(panel).not.toHaveTextContent('is free')
    expect(panel).not.toHaveTextContent('History')
    expect(panel).not.toHaveTextContent('Reserve')
  })

  it('says why it could not be read, and asks again', async () => {
    let fails = true
    const { user } = open(() =>
      fails
        ? new Refused('internal', 'The server has a fault.')
        : { since: '2026-08-01T10:00:00Z', source: 'store', entries: [HELD] },
    )
    expect(await screen.findByRole('heading', { name: /The history could not be read$/ })).toBeInTheDocument()
    fails = false
    await user.click(screen.getByRole('button', { name: 'Try now' }))
    expect((await lines()).words).toContain('nimbus / edge, uplink-a')
  })
})
