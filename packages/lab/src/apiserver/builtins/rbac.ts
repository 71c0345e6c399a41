import { invalid, notSupported, required, type FieldError } from '../field-errors.ts'
import { equal, isObject, listAt, objectAt, textAt, type Json } from '../json.ts'
import { pathSegment } from '../names.ts'
import type { KubeObject } from '../object.ts'
import type { Schema } from '../schema/schema.ts'
import type { BuiltinKind } from './definition.ts'

const GROUP = 'rbac.authorization.k8s.io'
const text: Schema = { type: 'string' }
const texts: Schema = { type: 'array', items: text }

const rules: Schema = {
  type: 'array',
  default: null,
  items: {
    title: 'PolicyRule',
    type: 'object',
    properties: {
      verbs: { ...texts, default: null },
      apiGroups: texts,
      resources: texts,
      resourceNames: texts,
      nonResourceURLs: texts,
    },
  },
}

const bindingFields: Record<string, Schema> = {
  subjects: {
    type: 'array',
    items: {
      title: 'Subject',
      type: 'object',
      properties: {
        kind: { ...text, default: '' },
        apiGroup: text,
        name: { ...text, default: '' },
        namespace: text,
      },
    },
  },
  roleRef: {
    title: 'RoleRef',
    type: 'object',
    'x-kubernetes-map-type': 'atomic',
    default: { apiGroup: GROUP, kind: '', name: '' },
    properties: {
      apiGroup: { ...text, default: GROUP },
      kind: { ...text, default: '' },
      name: { ...text, default: '' },
    },
  },
}

const clusterRoleFields: Record<string, Schema> = {
  rules,
  aggregationRule: { 'x-kubernetes-preserve-unknown-fields': true, nullable: true },
}

const isEmpty = (value: Json, key: string) => listAt(value, key).length === 0

function ruleErrors(object: KubeObject, namespaced: boolean): FieldError[] {
  return listAt(object, 'rules').flatMap((rule, n) => {
    const at = `rules[${n}]`
    const errors: FieldError[] = []
    if (isEmpty(rule, 'verbs')) errors.push(required(`${at}.verbs`, 'verbs must contain at least one value'))
    const urls = listAt(rule, 'nonResourceURLs')
    if (urls.length > 0) {
      if (namespaced) {
        errors.push(
          invalid(`${at}.nonResourceURLs`, urls, 'namespaced rules cannot apply to non-resource URLs'),
        )
      }
      if (!isEmpty(rule, 'apiGroups') || !isEmpty(rule, 'resources') || !isEmpty(rule, 'resourceNames')) {
        errors.push(
          invalid(
            `${at}.nonResourceURLs`,
            urls,
            'rules cannot apply to both regular resources and non-resource URLs',
          ),
        )
      }
      return errors
    }
    if (isEmpty(rule, 'apiGroups')) {
      errors.push(required(`${at}.apiGroups`, 'resource rules must supply at least one api group'))
    }
    if (isEmpty(rule, 'resources')) {
      errors.push(required(`${at}.resources`, 'resource rules must supply at least one resource'))
    }
    return errors
  })
}

/** Users and groups are in RBAC's own API group unless the subject says another one. */
function completeBinding(object: KubeObject): KubeObject {
  const subjects = listAt(object, 'subjects').map((subject) => {
    const kind = textAt(subject, 'kind')
    const needsGroup = (kind === 'User' || kind === 'Group') && textAt(subject, 'apiGroup') === ''
    return isObject(subject) && needsGroup ? { ...subject, apiGroup: GROUP } : subject
  })
  return subjects.length === 0 ? object : { ...object, subjects }
}

function bindingErrors(object: KubeObject, roleKinds: readonly string[]): FieldError[] {
  const role = objectAt(object, 'roleRef')
  const errors: FieldError[] = []
  if (role['apiGroup'] !== GROUP)
    errors.push(notSupported('roleRef.apiGroup', textAt(role, 'apiGroup'), [GROUP]))
  if (!roleKinds.includes(textAt(role, 'kind'))) {
    errors.push(notSupported('roleRef.kind', textAt(role, 'kind'), roleKinds))
  }
  if (textAt(role, 'name') === '') errors.push(required('roleRef.name'))
  listAt(object, 'subjects').forEach((subject, n) => {
    const at = `subjects[${n}]`
    const kind = textAt(subject, 'kind')
    if (textAt(subject, 'name') === '') errors.push(required(`${at}.name`))
    if (kind === 'ServiceAccount') {
      const bound = textAt(subject, 'namespace') !== '' || object.metadata.namespace !== undefined
      if (!bound) errors.push(required(`${at}.namespace`))
    } else if (kind !== 'User' && kind !== 'Group') {
      errors.push(notSupported(`${at}.kind`, kind, ['ServiceAccount', 'User', 'Group']))
    }
  })
  return errors
}

function roleRefChange(next: KubeObject, stored: KubeObject): FieldError[] {
  const role = objectAt(next, 'roleRef')
  if (equal(role, objectAt(stored, 'roleRef'))) return []
  // The API server prints the field names of its own struct here.
  const shown = { APIGroup: textAt(role, 'apiGroup'), Kind: textAt(role, 'kind'), Name: textAt(role, 'name') }
  return [invalid('roleRef', shown, 'cannot change roleRef')]
}

const shared = { group: GROUP, version: 'v1' }

/** Roles and bindings. Escalation is not checked: whoever may write roles may grant what they do not have. */
export const rbacKinds: readonly BuiltinKind[] = [
  {
    ...shared,
    plural: 'clusterrolebindings',
    singular: 'clusterrolebinding',
    kind: 'ClusterRoleBinding',
    namespaced: false,
    description: 'ClusterRoleBinding gives the rights of a ClusterRole everywhere.',
    fields: bindingFields,
    rules: {
      nameRule: pathSegment,
      createOnUpdate: true,
      complete: completeBinding,
      validate: (object) => bindingErrors(object, ['ClusterRole']),
      validateUpdate: roleRefChange,
    },
  },
  {
    ...shared,
    plural: 'clusterroles',
    singular: 'clusterrole',
    kind: 'ClusterRole',
    namespaced: false,
    description: 'ClusterRole is a set of rights for bindings in any namespace or everywhere.',
    fields: clusterRoleFields,
    rules: { nameRule: pathSegment, createOnUpdate: true, validate: (object) => ruleErrors(object, false) },
  },
  {
    ...shared,
    plural: 'rolebindings',
    singular: 'rolebinding',
    kind: 'RoleBinding',
    namespaced: true,
    description: 'RoleBinding gives the rights of a role within its namespace.',
    fields: bindingFields,
    rules: {
      nameRule: pathSegment,
      createOnUpdate: true,
      complete: completeBinding,
      validate: (object) => bindingErrors(object, ['Role', 'ClusterRole']),
      validateUpdate: roleRefChange,
    },
  },
  {
    ...shared,
    plural: 'roles',
    singular: 'role',
    kind: 'Role',
    namespaced: true,
    description: 'Role is a set of rights within its namespace.',
    fields: { rules },
    rules: { nameRule: pathSegment, createOnUpdate: true, validate: (object) => ruleErrors(object, true) },
  },
]
