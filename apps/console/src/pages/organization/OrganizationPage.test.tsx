import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp, useTestServer } from '../../test/app.tsx'
import { FakeBff } from '../../test/fake-bff.ts'
import { externalIp, organization } from '../../test/objects.ts'

const PAGE = '/o/nimbus'
const server = useTestServer()

/** Two Projects, of which the second has an idle address that is older than the first's. */
function twoProjects(): FakeBff {
  const bff = new FakeBff()
  bff.projects.push({
    organization: 'nimbus',
    name: 'arena',
    backingNamespace: 'nimbus-arena',
    egressNetworkType: 'public',
    detail: 'full',
  })
  bff.projectObjects.forbidden = true
  bff.channel('external-ips/nimbus-arena').put(
    externalIp('forgotten', {
      address: '203.0.113.27',
      meta: { namespace: 'nimbus-arena', createdAt: '2026-01-01T00:00:00Z' },
    }),
  )
  return bff
}

const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('link')[0]?.textContent)

describe('the External IPs of an Organization', () => {
  it('are those of all its Projects, idle ones first, with the quota', async () => {
    renderApp(PAGE, server, twoProjects())
    await screen.findByRole('link', { name: 'forgotten' })
    await waitFor(() => expect(names()).toEqual(['forgotten', 'uplink-old', 'default-gw', 'uplink-a']))
    expect(screen.getByRole('link', { name: 'forgotten' })).toHaveAttribute(
      'href',
      '/o/nimbus/p/arena/external-ips/forgotten',
    )
    expect(screen.getByRole('meter', { name: 'Public IPv4' })).toHaveAttribute('aria-valuetext', '1 of 3')
    expect(document.title).toBe('External IPs of nimbus')
  })

  it('follow what happens in every Project', async () => {
    const bff = twoProjects()
    renderApp(PAGE, server, bff)
    await screen.findByRole('link', { name: 'forgotten' })
    const arena = bff.channel('external-ips/nimbus-arena')
    await waitFor(() => {
      arena.put(externalIp('newcomer', { meta: { namespace: 'nimbus-arena' } }))
      bff.push()
      expect(screen.getByRole('link', { name: 'newcomer' })).toBeInTheDocument()
    })
    bff.organizations.put(organization('nimbus', { used: 3, hard: 3 }))
    bff.push()
    await waitFor(() =>
      expect(screen.getByRole('meter', { name: 'Public IPv4' })).toHaveAttribute(
        'aria-valuetext',
        '3 of 3, full',
      ),
    )
  })

  it('name the Projects whose addresses may not be listed', async () => {
    const bff = twoProjects()
    bff.channel('external-ips/nimbus-arena').forbidden = true
    renderApp(PAGE, server, bff)
    await screen.findByRole('link', { name: 'uplink-old' })
    expect(await screen.findByText('External IPs of arena are not shown')).toBeVisible()
  })

  it('are no list at all where none may be listed', async () => {
    const bff = twoProjects()
    bff.externalIps.forbidden = true
    bff.channel('external-ips/nimbus-arena').forbidden = true
    renderApp(PAGE, server, bff)
    expect(await screen.findByText('External IPs of edge and arena are not shown')).toBeVisible()
    expect(screen.queryByRole('grid')).not.toBeInTheDocument()
  })

  it('are nobody’s where the person may open no Project of it', async () => {
    renderApp('/o/harbor', server, twoProjects())
    expect(await screen.findByRole('heading', { name: 'No such Organization' })).toBeVisible()
  })

  it('are a click away from the switcher of any Project', async () => {
    const { user, at } = renderApp('/o/nimbus/p/edge/external-ips', server, twoProjects())
    await user.click(await screen.findByTitle('Switch to another Project'))
    await user.click(await screen.findByRole('link', { name: 'All External IPs of nimbus' }))
    await waitFor(() => expect(at()).toBe(PAGE))
  })
})
