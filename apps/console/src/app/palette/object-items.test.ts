import { expect, it } from 'vitest'
import { externalIp, unreadable } from '../../test/objects.ts'
import type { ExternalIpView } from '@kube-dc/networking/joins/views'
import { createObjectItems } from './object-items.ts'

const EDGE = { organization: 'nimbus', project: 'edge' }

function viewOf(name: string, address: string): ExternalIpView {
  const ip = externalIp(name, { address })
  return { kind: 'ExternalIpView', name, ip, networkType: 'public', usedBy: [], ports: [], unseen: [] }
}

it('keeps the item of every view that a change left alone, however many there are', () => {
  const itemsOf = createObjectItems(EDGE)
  const views = Array.from({ length: 10_000 }, (_, index) => viewOf(`ip-${index}`, `10.0.0.${index % 250}`))
  const before = itemsOf('external-ips', views)
  const changed = views.with(7, viewOf('ip-7', '203.0.113.9'))
  const after = itemsOf('external-ips', changed)
  expect(after.filter((item, index) => item !== before[index])).toEqual([
    expect.objectContaining({ name: 'ip-7', hint: '203.0.113.9' }),
  ])
})

it('leads to objects that cannot be read too', () => {
  const [item] = createObjectItems(EDGE)('external-ips', [unreadable('odd')])
  expect(item).toEqual({
    id: 'external-ips:nimbus/edge/odd',
    name: 'odd',
    kind: 'External IP',
    to: '/o/nimbus/p/edge/external-ips/odd',
  })
})
