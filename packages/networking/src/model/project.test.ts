import { expect, it } from 'vitest'
import { project } from './project.ts'

const metadata = { name: 'edge', namespace: 'nimbus', uid: 'u', resourceVersion: '1', creationTimestamp: '' }

it('reads a Project', () => {
  const raw = {
    metadata,
    spec: { cidrBlock: '10.61.4.0/22', egressNetworkType: 'cloud', gwLanIp: '10.61.4.1' },
    status: { namespace: 'nimbus-edge', ready: true, conditions: [{ type: 'LimitCheck', status: 'False' }] },
  }
  expect(project.parse(raw)).toMatchObject({
    kind: 'Project',
    backingNamespace: 'nimbus-edge',
    cidr: '10.61.4.0/22',
    gatewayAddress: '10.61.4.1',
    egressNetworkType: 'cloud',
    ready: true,
    conditions: [{ type: 'LimitCheck', status: 'False' }],
  })
})

it('never composes a namespace that the platform has not told', () => {
  const read = project.parse({ metadata, spec: { egressNetworkType: 'vpn' }, status: null })
  expect(read).not.toHaveProperty('backingNamespace')
  expect(read).toMatchObject({ ready: false, egressNetworkType: 'unknown', conditions: [] })
})
