import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Meta } from '@kube-dc/networking/model/object'
import type { Unreadable } from '@kube-dc/networking/model/unreadable'

let count = 0

function meta(name: string, part: Partial<Meta> = {}): Meta {
  count += 1
  return {
    name,
    namespace: 'nimbus-edge',
    uid: `uid-${name}`,
    resourceVersion: String(count),
    createdAt: '2026-08-01T10:00:00Z',
    ...part,
  }
}

/** A ready, unused public External IP; each call has a newer resourceVersion. */
export function externalIp(
  name: string,
  part: Partial<Omit<ExternalIp, 'meta'>> & { meta?: Partial<Meta> } = {},
): ExternalIp {
  return {
    kind: 'ExternalIp',
    networkType: 'public',
    requestedType: 'public',
    address: '203.0.113.14',
    ready: true,
    ownership: 'Released',
    owners: [],
    deleteReleased: false,
    conditions: [],
    reported: true,
    ...part,
    meta: meta(name, part.meta),
  }
}

export function unreadable(name: string, problem = 'status.ready: expected boolean'): Unreadable {
  return { kind: 'Unreadable', meta: meta(name), problems: [problem] }
}
