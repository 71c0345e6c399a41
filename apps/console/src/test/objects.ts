import type { ExternalIp } from '@kube-dc/networking/model/external-ip'
import type { Meta } from '@kube-dc/networking/model/object'
import type { Organization, QuotaFigure } from '@kube-dc/networking/model/organization'
import type { Project } from '@kube-dc/networking/model/project'
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

/** An unused public External IP, ready unless it is said otherwise; each call has a newer resourceVersion. */
export function externalIp(
  name: string,
  part: Partial<Omit<ExternalIp, 'meta'>> & { meta?: Partial<Meta> } = {},
): ExternalIp {
  return {
    kind: 'ExternalIp',
    networkType: 'public',
    requestedType: 'public',
    ready: true,
    ...(part.ready !== false && { address: '203.0.113.14' }),
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

/** A ready Project of nimbus. */
export function project(
  name: string,
  part: Partial<Omit<Project, 'meta'>> & { meta?: Partial<Meta> } = {},
): Project {
  return {
    kind: 'Project',
    backingNamespace: `nimbus-${name}`,
    cidr: '10.61.4.0/22',
    egressNetworkType: 'cloud',
    ready: true,
    conditions: [],
    ...part,
    meta: meta(name, { namespace: 'nimbus', ...part.meta }),
  }
}

export function organization(name: string, publicIPv4: QuotaFigure): Organization {
  return {
    kind: 'Organization',
    ready: true,
    publicIPv4,
    figuresFrom: '2026-08-03T11:58:00Z',
    conditions: [],
    meta: meta(name, { namespace: name }),
  }
}
