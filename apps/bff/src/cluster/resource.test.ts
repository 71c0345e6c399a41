import { describe, expect, it } from 'vitest'
import { permissionsNeeded, permissionsOfRole } from '../testing/own-role.ts'
import { apiVersion, resourcePath } from './resource.ts'

describe('the role of the server', () => {
  // The other half is in matrix.test.ts: what was used when everything was asked of the server.
  it('allows what the server follows, and nothing else', () => {
    expect(permissionsOfRole()).toEqual(permissionsNeeded())
  })
})

describe('paths', () => {
  it.each([
    [{ group: '', version: 'v1', plural: 'pods' }, undefined, undefined, '/api/v1/pods'],
    [{ group: '', version: 'v1', plural: 'pods' }, 'a', 'b', '/api/v1/namespaces/a/pods/b'],
    [
      { group: 'kube-dc.com', version: 'v1', plural: 'eips' },
      'a',
      undefined,
      '/apis/kube-dc.com/v1/namespaces/a/eips',
    ],
    [
      { group: 'kube-dc.com', version: 'v1', plural: 'eips' },
      '../x',
      'y/z',
      '/apis/kube-dc.com/v1/namespaces/..%2Fx/eips/y%2Fz',
    ],
  ])('%j in %s of %s', (resource, namespace, name, path) => {
    expect(resourcePath(resource, namespace, name)).toBe(path)
  })

  it('are as manifests write them', () => {
    expect(apiVersion('external-ips')).toBe('kube-dc.com/v1')
  })
})
