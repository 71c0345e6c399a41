import { installation } from '@kube-dc/networking/model/installation'
import type { Snapshot } from '@kube-dc/api/channel'
import { ApiError } from '@kube-dc/api/client'
import { describe, expect, it, vi } from 'vitest'
import { FakeSockets } from '../test/fake-sockets.ts'
import { ManualClock, settle } from '../test/manual-clock.ts'
import { ModelServer } from '../test/model-server.ts'
import { externalIp } from '../test/objects.ts'
import { ChannelClient } from './channel-client.ts'
import { ProjectNetwork } from './project-network.ts'

const FORBIDDEN = new ApiError(403, { error: 'Not for you.', code: 'forbidden', requestId: 'r' })

/** A Project whose External IPs come from a model server; every other kind is empty, or forbidden where said. */
function world(forbidden: readonly string[] = []) {
  const clock = new ManualClock()
  const sockets = new FakeSockets()
  const server = new ModelServer('external-ips/nimbus-edge')
  const asked: string[] = []
  const empty: Snapshot = { ...server.snapshot(), objects: [] }
  const client = new ChannelClient({
    environment: {
      now: () => clock.now(),
      after: (milliseconds, run) => clock.after(milliseconds, run),
      random: () => 0.5,
      online: () => true,
      open: sockets.open,
    },
    fetchSnapshot: ({ kind }) => {
      asked.push(kind)
      if (forbidden.includes(kind)) return Promise.reject(FORBIDDEN)
      return Promise.resolve(kind === 'external-ips' ? server.snapshot() : empty)
    },
    onSignedOut: vi.fn(),
    reachable: () => Promise.resolve(true),
  })
  const frames: (() => void)[] = []
  const network = new ProjectNetwork(
    client,
    {
      organization: 'nimbus',
      project: 'edge',
      namespace: 'nimbus-edge',
      mayListProjects: !forbidden.includes('projects'),
      installation: installation.parse({}),
    },
    (run) => {
      frames.push(run)
      return () => void frames.splice(frames.indexOf(run), 1)
    },
  )
  const told = vi.fn()
  network.subscribe(told)
  let link: ReturnType<ModelServer['connect']> | undefined
  /** Everything on its way arrives; no frame is drawn. */
  async function arrive() {
    await settle()
    if (!link) {
      sockets.last.outbox.push(server.hello())
      link = server.connect(sockets.last.outbox)
      sockets.last.deliverAll()
    }
    for (let message = sockets.last.sent.shift(); message; message = sockets.last.sent.shift()) {
      if ('channel' in message && message.channel === server.key) server.receive(link, message)
    }
    server.flush()
    sockets.last.deliverAll()
    await settle()
  }
  const draw = () => {
    for (const run of frames.splice(0)) run()
  }
  const names = () =>
    network.views('external-ips').map((view) => ('name' in view ? view.name : view.meta.name))
  return { network, server, told, asked, arrive, draw, names, frames }
}

describe('the network of a Project', () => {
  it('asks for each kind once, and is settled once everything has been shown', async () => {
    const { network, server, asked, arrive, draw, names } = world()
    server.put(externalIp('uplink-a'))
    network.follow()
    expect(network.sight('external-ips')).toBe('loading')
    await arrive()
    expect(new Set(asked).size).toBe(asked.length)
    expect(names()).toEqual(['uplink-a'])
    expect(network.sight('pods')).toBe('complete')
    expect(network.isSettled).toBe(false)
    draw()
    expect(network.isSettled).toBe(true)
  })

  it('takes each change once, and tells of all that came between two frames once', async () => {
    const { network, server, told, arrive, draw, names } = world()
    server.put(externalIp('uplink-a'), externalIp('stays'))
    network.follow()
    await arrive()
    draw()
    told.mockClear()
    const kept = network.view('external-ips', 'stays')
    server.put(externalIp('uplink-b'))
    await arrive()
    server.remove('uid-uplink-a')
    await arrive()
    expect(told).not.toHaveBeenCalled()
    draw()
    expect(told).toHaveBeenCalledTimes(1)
    expect(names().sort()).toEqual(['stays', 'uplink-b'])
    expect(network.view('external-ips', 'stays')).toBe(kept)
    draw()
    expect(told).toHaveBeenCalledTimes(1)
  })

  it('holds what the server has after a resync, with the views of what did not change', async () => {
    const { network, server, arrive, draw, names } = world()
    server.put(externalIp('stays'), externalIp('goes'))
    network.follow()
    await arrive()
    draw()
    const kept = network.view('external-ips', 'stays')
    server.remove('uid-goes')
    server.put(externalIp('comes'))
    server.forget()
    await arrive()
    await arrive()
    draw()
    expect(names().sort()).toEqual(['comes', 'stays'])
    expect(network.view('external-ips', 'stays')).toBe(kept)
  })

  it('knows what may not be listed, without asking where that is known', async () => {
    const { network, asked, arrive } = world(['pods', 'projects'])
    network.follow()
    await arrive()
    expect(network.sight('pods')).toBe('forbidden')
    expect(network.sight('projects')).toBe('forbidden')
    expect(asked).not.toContain('projects')
    expect(network.sight('services')).toBe('complete')
  })

  it('begins with what the channels hold when it is followed again, and tells nobody in between', async () => {
    const { network, server, told, arrive, draw, names, frames } = world()
    server.put(externalIp('uplink-a'))
    const stop = network.follow()
    await arrive()
    draw()
    stop()
    told.mockClear()
    server.put(externalIp('uplink-b'))
    await arrive()
    expect(frames).toEqual([])
    network.follow()
    draw()
    expect(told).toHaveBeenCalledTimes(1)
    expect(names().sort()).toEqual(['uplink-a', 'uplink-b'])
  })
})
