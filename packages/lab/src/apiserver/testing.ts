import { SERVER, type Api } from './api.ts'
import { createApi, type ApiOptions } from './create-api.ts'
import { deleteObject, type DeleteOptions, type DeleteResult } from './deletes.ts'
import { isObject, textAt, without, type Json, type JsonObject } from './json.ts'
import { splitApiVersion, type KubeObject } from './object.ts'
import { keyOf, type Resource } from './resource.ts'
import { createObject, updateObject } from './writes.ts'
import { mergePatch } from './patch.ts'

/** A small custom kind: `Lamp` of test.io/v1, with a status. */
export const LAMPS: Json = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'lamps.test.io' },
  spec: {
    group: 'test.io',
    scope: 'Namespaced',
    names: { plural: 'lamps', kind: 'Lamp' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: { type: 'object', properties: { watts: { type: 'integer' } } },
              status: { type: 'object', properties: { lit: { type: 'boolean' } } },
            },
          },
        },
      },
    ],
  },
}

/** An API without HTTP, with Lamps and the namespace `test`, and short ways to use it. */
export class TestApi {
  readonly api: Api

  constructor(api: Api) {
    this.api = api
  }

  resource(kind: string, apiVersion = 'v1'): Resource {
    const found = this.api.registry.findKind(splitApiVersion(apiVersion).group, kind)
    if (!found) throw new Error(`no kind ${kind}`)
    return found
  }

  async create(body: JsonObject): Promise<KubeObject> {
    const resource = this.resource(textAt(body, 'kind'), textAt(body, 'apiVersion'))
    const draft = resource.rules.decode(body, [])
    const { object } = await createObject(this.api, resource, draft.metadata.namespace ?? '', draft, {
      user: SERVER,
      dryRun: false,
    })
    return object
  }

  lamp(name: string, metadata: JsonObject = {}): Promise<KubeObject> {
    return this.create({
      apiVersion: 'test.io/v1',
      kind: 'Lamp',
      metadata: { name, namespace: 'test', ...metadata },
    })
  }

  async patch(object: KubeObject, patch: JsonObject): Promise<KubeObject> {
    const resource = this.resource(object.kind, object.apiVersion)
    const { name, namespace = '' } = object.metadata
    const change = (stored: { object: KubeObject }) => {
      const merged = mergePatch({ ...stored.object }, patch)
      const { metadata, ...rest } = isObject(merged) ? merged : {}
      return resource.rules.decode(
        { ...rest, metadata: without(isObject(metadata) ? metadata : {}, 'resourceVersion') },
        [],
      )
    }
    const result = await updateObject(this.api, resource, namespace, name, 'main', change, {
      user: SERVER,
      dryRun: false,
    })
    return result.object
  }

  delete(object: KubeObject, options: DeleteOptions = {}): Promise<DeleteResult> {
    const { name, namespace = '' } = object.metadata
    const resource = this.resource(object.kind, object.apiVersion)
    return deleteObject(this.api, resource, namespace, name, options, { user: SERVER, dryRun: false })
  }

  /** The stored object; undefined when it is gone. */
  read(object: KubeObject): KubeObject | undefined {
    const { name, namespace = '' } = object.metadata
    const resource = this.resource(object.kind, object.apiVersion)
    return resource.table.get(keyOf(resource, namespace, name))?.object
  }

  /** Names of the Lamps in the namespace. */
  lamps(namespace = 'test'): string[] {
    return this.resource('Lamp', 'test.io/v1')
      .table.list(namespace)
      .map(({ object }) => object.metadata.name)
  }
}

export async function testApi(options: ApiOptions = {}): Promise<TestApi> {
  const test = new TestApi(await createApi({ definitions: [LAMPS], ...options }))
  await test.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'test' } })
  return test
}
