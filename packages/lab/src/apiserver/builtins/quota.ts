import { ageColumn, column, createdColumn, nameColumn } from '../columns.ts'
import { invalid, type FieldError } from '../field-errors.ts'
import { isObject, listAt, mapValues, objectAt, shortText, type Json } from '../json.ts'
import type { KubeObject } from '../object.ts'
import type { BuiltinKind } from './definition.ts'
import { always, anything, list, quantities, struct, text, texts } from './fields.ts'
import { statusApart } from './lifecycle.ts'

/** Names that a quota may limit without a group in front. */
const STANDARD = new Set([
  'configmaps',
  'cpu',
  'ephemeral-storage',
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'memory',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
  'requests.storage',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
])

function hardErrors(object: KubeObject): FieldError[] {
  return Object.entries(objectAt(objectAt(object, 'spec'), 'hard')).flatMap(([name, value]) => {
    const field = `spec.hard[${name}]`
    const errors: FieldError[] = []
    if (!name.includes('/') && !STANDARD.has(name)) {
      errors.push(
        invalid(field, name, 'must be a standard resource type or fully qualified'),
        invalid(field, name, 'must be a standard resource for quota'),
      )
    }
    if (shortText(value).startsWith('-'))
      errors.push(invalid(field, value, 'must be greater than or equal to 0'))
    return errors
  })
}

/** `pods: 1/2, services: 0/3`. */
function shownUse(object: KubeObject, limits: boolean): string {
  const { hard, used } = mapValues({ hard: 'hard', used: 'used' }, (key) =>
    objectAt(objectAt(object, 'status'), key),
  )
  return Object.keys(hard ?? {})
    .filter((name) => name.startsWith('limits') === limits)
    .sort()
    .map((name) => `${name}: ${shortText(used?.[name] ?? '0')}/${shortText(hard?.[name])}`)
    .join(', ')
}

/** The limits of a container are its requests, too, unless those are told. */
function completeLimits(object: KubeObject): KubeObject {
  const spec = objectAt(object, 'spec')
  const limits = listAt(spec, 'limits').map((item): Json => {
    if (!isObject(item) || item['type'] !== 'Container') return item
    const standard = { ...objectAt(item, 'max'), ...objectAt(item, 'default') }
    const requests = { ...standard, ...objectAt(item, 'min'), ...objectAt(item, 'defaultRequest') }
    return {
      ...item,
      ...(Object.keys(standard).length > 0 && { default: standard }),
      ...(Object.keys(requests).length > 0 && { defaultRequest: requests }),
    }
  })
  return { ...object, spec: { ...spec, limits } }
}

const shared = { group: '', version: 'v1', namespaced: true }

export const quotaKinds: readonly BuiltinKind[] = [
  {
    ...shared,
    plural: 'limitranges',
    singular: 'limitrange',
    kind: 'LimitRange',
    shortNames: ['limits'],
    description: 'LimitRange says what Pods of a namespace may ask for.',
    fields: {
      spec: always(
        struct('LimitRangeSpec', {
          limits: always(
            list(
              struct('LimitRangeItem', {
                type: always(text, ''),
                max: quantities,
                min: quantities,
                default: quantities,
                defaultRequest: quantities,
                maxLimitRequestRatio: quantities,
              }),
            ),
            null,
          ),
        }),
        { limits: null },
      ),
    },
    columns: [nameColumn, createdColumn],
    rules: { complete: completeLimits },
  },
  {
    ...shared,
    plural: 'resourcequotas',
    singular: 'resourcequota',
    kind: 'ResourceQuota',
    shortNames: ['quota'],
    subresources: [{ name: 'status', verbs: ['get', 'patch', 'update'] }],
    description: 'ResourceQuota limits what a namespace may hold.',
    fields: {
      spec: always(
        struct('ResourceQuotaSpec', { hard: quantities, scopes: texts, scopeSelector: anything }),
        {},
      ),
      status: always(struct('ResourceQuotaStatus', { hard: quantities, used: quantities }), {}),
    },
    columns: [
      nameColumn,
      column('Request', (object) => shownUse(object, false)),
      column('Limit', (object) => shownUse(object, true)),
      ageColumn,
    ],
    answersDeleted: true,
    rules: { ...statusApart({ status: {}, generation: false }), validate: hardErrors },
  },
]
