import { createHash } from 'node:crypto'
import type { Json, JsonObject } from './json.ts'
import { apiVersionOf } from './object.ts'
import type { GroupVersion, Registry, VirtualResource } from './registry.ts'
import type { Resource } from './resource.ts'

/** `/version`. The version that the lab is held against; `platform` and the like are not told. */
export const VERSION: JsonObject = {
  major: '1',
  minor: '34',
  emulationMajor: '1',
  emulationMinor: '34',
  minCompatibilityMajor: '1',
  minCompatibilityMinor: '33',
  gitVersion: 'v1.34.4',
  gitCommit: '',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
  goVersion: 'go1.26.8',
  compiler: 'gc',
  platform: 'linux/amd64',
}

export const AGGREGATED_TYPE = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList'

/** `/api`. */
export function coreVersions(address: string): JsonObject {
  return {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: address }],
  }
}

/** `/apis`. */
export function groupList(registry: Registry): JsonObject {
  const groups = namedGroups(registry).map(([group, versions]) => groupBody(group, versions))
  return { kind: 'APIGroupList', apiVersion: 'v1', groups }
}

/** `/apis/<group>`; undefined for groups that do not exist. */
export function groupDocument(registry: Registry, group: string): JsonObject | undefined {
  const found = namedGroups(registry).find(([name]) => name === group)
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...groupBody(...found) }
}

function namedGroups(registry: Registry): [string, GroupVersion[]][] {
  const groups = new Map<string, GroupVersion[]>()
  for (const item of registry.groupVersions().filter(({ group }) => group !== '')) {
    groups.set(item.group, [...(groups.get(item.group) ?? []), item])
  }
  return [...groups]
}

function groupBody(group: string, versions: readonly GroupVersion[]): JsonObject {
  const list = versions.map(({ version }) => ({ groupVersion: `${group}/${version}`, version }))
  return { name: group, versions: list, preferredVersion: list[0] ?? {} }
}

/** `/api/v1` and `/apis/<group>/<version>`; undefined for versions that are not served. */
export function resourceList(registry: Registry, group: string, version: string): JsonObject | undefined {
  const found = registry.groupVersions().find((item) => item.group === group && item.version === version)
  if (!found) return undefined
  return {
    kind: 'APIResourceList',
    ...(group !== '' && { apiVersion: 'v1' }),
    groupVersion: apiVersionOf(group, version),
    resources: [...found.reviews.map(reviewEntry), ...found.resources.flatMap(resourceEntries)],
  }
}

function reviewEntry({ plural, singular, namespaced, kind }: VirtualResource): JsonObject {
  return { name: plural, singularName: singular, namespaced, kind, verbs: ['create'] }
}

function resourceEntries(resource: Resource): JsonObject[] {
  const { group, version, plural, namespaced, shortNames, categories } = resource
  return [
    {
      name: plural,
      singularName: resource.singular,
      namespaced,
      kind: resource.kind,
      verbs: [...resource.verbs],
      ...(shortNames.length > 0 && { shortNames: [...shortNames] }),
      ...(categories.length > 0 && { categories: [...categories] }),
      storageVersionHash: hash(`${group}/${version}/${resource.kind}`),
    },
    ...resource.subresources.map((sub) => ({
      name: `${plural}/${sub.name}`,
      singularName: '',
      namespaced,
      ...(sub.group !== group && { group: sub.group, version: sub.version }),
      kind: sub.kind,
      verbs: [...sub.verbs],
    })),
  ]
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest().subarray(0, 8).toString('base64')
}

/** The aggregated form: all groups, or the core group, with their resources. */
export function aggregated(registry: Registry, core: boolean): JsonObject {
  const groups = new Map<string, JsonObject[]>()
  for (const item of registry.groupVersions().filter(({ group }) => (group === '') === core)) {
    groups.set(item.group, [...(groups.get(item.group) ?? []), aggregatedVersion(item)])
  }
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: [...groups].map(([name, versions]) => ({ metadata: name === '' ? {} : { name }, versions })),
  }
}

function aggregatedVersion({ version, resources, reviews }: GroupVersion): JsonObject {
  const entries: Json[] = [
    ...reviews.map((item) => ({
      resource: item.plural,
      responseKind: { group: '', version: '', kind: item.kind },
      scope: 'Cluster',
      singularResource: item.singular,
      verbs: ['create'],
    })),
    ...resources.map(aggregatedResource),
  ]
  return { version, resources: entries, freshness: 'Current' }
}

function aggregatedResource(resource: Resource): JsonObject {
  // Built-in kinds leave out the group where it is the path's own.
  const own = {
    group: resource.custom ? resource.group : '',
    version: resource.custom ? resource.version : '',
  }
  return {
    resource: resource.plural,
    responseKind: { ...own, kind: resource.kind },
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: [...resource.verbs],
    ...(resource.shortNames.length > 0 && { shortNames: [...resource.shortNames] }),
    ...(resource.categories.length > 0 && { categories: [...resource.categories] }),
    ...(resource.subresources.length > 0 && {
      subresources: resource.subresources.map((sub) => ({
        subresource: sub.name,
        responseKind:
          sub.group === resource.group
            ? { ...own, kind: sub.kind }
            : { group: sub.group, version: sub.version, kind: sub.kind },
        verbs: [...sub.verbs],
      })),
    }),
  }
}
