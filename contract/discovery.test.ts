import { describe, expect, test } from 'vitest'
import { admin } from './support/api.ts'
import { eventually } from './support/eventually.ts'
import { PAGE_NOT_FOUND, refusal } from './support/expectations.ts'
import { made, unique } from './support/objects.ts'
import { z } from 'zod'

const CRUD = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']
const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

describe('the server', () => {
  test('says which version it is', async () => {
    expect(await admin.get('/version')).toMatchObject({
      status: 200,
      body: {
        major: '1',
        minor: '34',
        gitVersion: expect.stringMatching(/^v1\.34\.\d+/),
        platform: expect.any(String),
      },
    })
  })

  test.each(['/healthz', '/livez', '/readyz'])('is well: %s', async (path) => {
    const reply = await admin.get(path)
    expect(reply).toEqual({ status: 200, body: 'ok' })
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8')
  })
})

describe('discovery', () => {
  test('lists the versions of the core group', async () => {
    expect(await admin.get('/api')).toEqual({
      status: 200,
      body: {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [
          { clientCIDR: '0.0.0.0/0', serverAddress: expect.stringMatching(/^127\.0\.0\.1:\d+$/) },
        ],
      },
    })
  })

  const version = { groupVersion: 'kube-dc.com/v1', version: 'v1' }

  test('lists groups', async () => {
    const reply = await admin.get('/apis')
    expect(reply).toMatchObject({ status: 200, body: { kind: 'APIGroupList', apiVersion: 'v1' } })
    const names = [
      'authentication.k8s.io',
      'authorization.k8s.io',
      'rbac.authorization.k8s.io',
      'apiextensions.k8s.io',
    ]
    const groups = [
      ...names.map((name): unknown => expect.objectContaining({ name })),
      { name: 'kube-dc.com', versions: [version], preferredVersion: version },
    ]
    expect(reply.body).toMatchObject({ groups: expect.arrayContaining(groups) })
    expect(await admin.get('/apis/kube-dc.com')).toEqual({
      status: 200,
      body: {
        kind: 'APIGroup',
        apiVersion: 'v1',
        name: 'kube-dc.com',
        versions: [version],
        preferredVersion: version,
      },
    })
  })

  test('lists the kinds of a group, with verbs and subresources', async () => {
    const reply = await admin.get('/apis/kube-dc.com/v1')
    expect(reply).toMatchObject({
      status: 200,
      body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: 'kube-dc.com/v1' },
    })
    expect(reply.body).toMatchObject({
      resources: expect.arrayContaining([
        {
          name: 'eips',
          singularName: 'eip',
          namespaced: true,
          kind: 'EIp',
          verbs: CRUD,
          storageVersionHash: expect.any(String),
        },
        {
          name: 'eips/status',
          singularName: '',
          namespaced: true,
          kind: 'EIp',
          verbs: ['get', 'patch', 'update'],
        },
      ]),
    })
  })

  test('lists short names and scopes', async () => {
    expect((await admin.get('/apis/kubeovn.io/v1')).body).toMatchObject({
      resources: expect.arrayContaining([
        expect.objectContaining({
          name: 'ovn-eips',
          singularName: 'ovn-eip',
          namespaced: false,
          shortNames: ['oeip'],
        }),
      ]),
    })
    expect((await admin.get('/api/v1')).body).toMatchObject({
      kind: 'APIResourceList',
      groupVersion: 'v1',
      resources: expect.arrayContaining([
        {
          name: 'configmaps',
          singularName: 'configmap',
          namespaced: true,
          kind: 'ConfigMap',
          verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
          shortNames: ['cm'],
          storageVersionHash: 'qFsyl6wFWjQ=',
        },
        expect.objectContaining({ name: 'namespaces', namespaced: false, shortNames: ['ns'] }),
        expect.objectContaining({ name: 'events', shortNames: ['ev'] }),
      ]),
    })
  })

  test('tells everything at once to those who understand it', async () => {
    const accept = `${AGGREGATED},application/json`
    const reply = await admin.get('/apis', { accept })
    expect(reply.headers['content-type']).toBe(AGGREGATED)
    const eips = {
      resource: 'eips',
      responseKind: { group: 'kube-dc.com', version: 'v1', kind: 'EIp' },
      scope: 'Namespaced',
      singularResource: 'eip',
      verbs: CRUD,
      subresources: [
        {
          subresource: 'status',
          responseKind: { group: 'kube-dc.com', version: 'v1', kind: 'EIp' },
          verbs: ['get', 'patch', 'update'],
        },
      ],
    }
    expect(reply).toMatchObject({
      status: 200,
      body: {
        kind: 'APIGroupDiscoveryList',
        apiVersion: 'apidiscovery.k8s.io/v2',
        metadata: {},
        items: expect.arrayContaining([
          {
            metadata: { name: 'kube-dc.com' },
            versions: [{ version: 'v1', resources: expect.arrayContaining([eips]), freshness: 'Current' }],
          },
        ]),
      },
    })
    expect((await admin.get('/api', { accept })).body).toMatchObject({
      items: [
        {
          versions: [
            {
              version: 'v1',
              resources: expect.arrayContaining([
                expect.objectContaining({ resource: 'namespaces', scope: 'Cluster' }),
              ]),
            },
          ],
        },
      ],
    })
  })

  test('knows nothing of what is not there', async () => {
    for (const path of [
      '/nothing',
      '/apis/none.test',
      '/apis/none.test/v1',
      '/apis/kube-dc.com/v2',
      '/apis/kube-dc.com/v1/nothings',
      '/apis/kube-dc.com/v1/namespaces/default/nothings',
    ]) {
      expect(await admin.get(path), path).toEqual(PAGE_NOT_FOUND)
    }
    expect(await admin.get('/api/v1/nothings')).toEqual(
      refusal(404, 'NotFound', 'the server could not find the requested resource', {}),
    )
    expect(await admin.get('/api/v1/namespaces/default/configmaps/one/nothing')).toEqual(
      refusal(404, 'NotFound', 'the server could not find the requested resource', {}),
    )
  })
})

describe('OpenAPI', () => {
  const openApi = z.object({
    paths: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
    components: z.object({ schemas: z.record(z.string(), z.unknown()).optional() }).optional(),
  })
  const document = async (path: string) => {
    const { text } = await admin.get(path)
    return openApi.parse(JSON.parse(text))
  }

  test('is found by group', async () => {
    const reply = await admin.get('/openapi/v3')
    expect(reply.status).toBe(200)
    expect(reply.body).toMatchObject({
      paths: {
        'api/v1': { serverRelativeURL: expect.stringMatching(/^\/openapi\/v3\/api\/v1\?hash=/) },
        'apis/kube-dc.com/v1': {
          serverRelativeURL: expect.stringMatching(/^\/openapi\/v3\/apis\/kube-dc\.com\/v1\?hash=/),
        },
      },
    })
  })

  test('has the schema of a definition, with what kubectl explains', async () => {
    const { components } = await document('/openapi/v3/apis/kube-dc.com/v1')
    expect(components?.schemas?.['com.kube-dc.v1.EIp']).toMatchObject({
      type: 'object',
      description: "EIp is an external IP address allocated from one of the platform's pools.",
      'x-kubernetes-group-version-kind': [{ group: 'kube-dc.com', kind: 'EIp', version: 'v1' }],
      properties: {
        // The words about standard fields are each server's own.
        apiVersion: { type: 'string', description: expect.any(String) },
        metadata: {
          allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }],
        },
        spec: {
          type: 'object',
          properties: {
            externalNetworkType: {
              type: 'string',
              description:
                "Pool that the address comes from, public or cloud. Unset means the platform's default.",
            },
          },
        },
        status: {
          required: ['ovnEIpRef', 'ownershipType', 'ready'],
          properties: { ready: { default: false } },
        },
      },
    })
  })

  test('says that the server validates fields, by which kubectl decides who does', async () => {
    const { paths } = await document('/openapi/v3/apis/kube-dc.com/v1')
    const parameters = expect.arrayContaining([
      expect.objectContaining({ name: 'fieldValidation', in: 'query' }),
    ])
    const item = paths?.['/apis/kube-dc.com/v1/namespaces/{namespace}/eips/{name}']
    expect(item?.['patch']).toMatchObject({
      parameters,
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': { group: 'kube-dc.com', kind: 'EIp', version: 'v1' },
    })
    expect(paths?.['/apis/kube-dc.com/v1/namespaces/{namespace}/eips']?.['post']).toMatchObject({
      parameters,
    })
  })

  test('has built-in kinds', async () => {
    const { components, paths } = await document('/openapi/v3/api/v1')
    expect(components?.schemas?.['io.k8s.api.core.v1.ConfigMap']).toMatchObject({
      type: 'object',
      'x-kubernetes-group-version-kind': [{ group: '', kind: 'ConfigMap', version: 'v1' }],
      properties: { data: { type: 'object', additionalProperties: { type: 'string' } } },
    })
    expect(paths?.['/api/v1/namespaces/{namespace}/configmaps/{name}']).toHaveProperty('patch')
  })
})

describe('a definition', () => {
  test('is served once it is established, and no more after it is gone', async () => {
    const plural = `lamps${unique()}`
    const group = `${plural}.contract.test`
    const name = `${plural}.${group}`
    const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions'
    const definition = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name },
      spec: {
        group,
        scope: 'Cluster',
        names: { kind: 'Lamp', plural },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: {
              openAPIV3Schema: {
                type: 'object',
                properties: {
                  spec: {
                    type: 'object',
                    properties: { watts: { type: 'integer', maximum: 100, default: 5 } },
                  },
                },
              },
            },
          },
        ],
      },
    }
    await made(definitions, definition)
    const path = `/apis/${group}/v1/${plural}`
    await eventually(async () => (await admin.get(path)).status === 200)
    const reply = await admin.get(`${definitions}/${name}`)
    expect(reply.body).toMatchObject({
      spec: {
        names: { plural, singular: 'lamp', kind: 'Lamp', listKind: 'LampList' },
        conversion: { strategy: 'None' },
      },
      status: {
        acceptedNames: { plural, singular: 'lamp', kind: 'Lamp', listKind: 'LampList' },
        storedVersions: ['v1'],
        conditions: expect.arrayContaining([
          expect.objectContaining({ type: 'NamesAccepted', status: 'True', reason: 'NoConflicts' }),
          expect.objectContaining({ type: 'Established', status: 'True', reason: 'InitialNamesAccepted' }),
        ]),
      },
    })
    expect(
      await admin.create(path, {
        apiVersion: `${group}/v1`,
        kind: 'Lamp',
        metadata: { name: 'desk' },
        spec: {},
      }),
    ).toMatchObject({
      status: 201,
      body: { spec: { watts: 5 } },
    })
    expect((await admin.get('/apis')).text).toContain(`"${group}"`)
    expect((await admin.delete(`${definitions}/${name}`)).status).toBe(200)
    await eventually(async () => (await admin.get(path)).status === 404)
    await eventually(async () => !(await admin.get('/apis')).text.includes(`"${group}"`))
  })

  test('must be one', async () => {
    const reply = await admin.create('/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'lamps' },
      spec: {
        group: 'contract.test',
        scope: 'Cluster',
        names: { kind: 'Lamp', plural: 'lamps' },
        versions: [],
      },
    })
    expect(reply).toMatchObject({
      status: 422,
      body: { reason: 'Invalid', details: { kind: 'CustomResourceDefinition', name: 'lamps' } },
    })
  })
})
