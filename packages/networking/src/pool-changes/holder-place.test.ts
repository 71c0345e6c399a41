import { describe, expect, it } from 'vitest'
import { project } from '../model/project.ts'
import { poolEip, poolOvnEip } from '../testing/pools.ts'
import { holderPlace, projectsByNamespace } from './holder-place.ts'

const PROJECTS = projectsByNamespace([
  project.parse({
    metadata: {
      name: 'edge',
      namespace: 'nimbus',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-08-01T10:00:00Z',
    },
    status: { namespace: 'nimbus-edge' },
  }),
])

const HERE = { organization: 'nimbus', project: 'edge' }

describe('whose an address is', () => {
  it.each([
    [
      'is told from the EIp that refers to it',
      { ovnEip: poolOvnEip('a', '203.0.113.9'), eip: poolEip('b', '203.0.113.9') },
      { ovnEip: 'eip-a', externalIp: { namespace: 'nimbus-edge', name: 'b' }, ...HERE },
    ],
    [
      'is told from its mark where the EIp is gone',
      { ovnEip: poolOvnEip('a.b', '203.0.113.9') },
      { ovnEip: 'eip-a.b', externalIp: { namespace: 'nimbus-edge', name: 'a.b' }, ...HERE },
    ],
    [
      'is a namespace where no Project has that',
      {
        ovnEip: poolOvnEip('a', '203.0.113.9', {
          meta: { labels: { 'network.kube-dc.com/eip': 'nimbus.a' } },
        }),
      },
      { ovnEip: 'eip-a', externalIp: { namespace: 'nimbus', name: 'a' } },
    ],
    [
      'is the provider’s where nothing marks it',
      { ovnEip: poolOvnEip('a', '203.0.113.9', { meta: { labels: {} } }) },
      { ovnEip: 'eip-a' },
    ],
  ])('%s', (_, holder, expected) => {
    expect(holderPlace(holder, PROJECTS)).toEqual(expected)
  })
})
