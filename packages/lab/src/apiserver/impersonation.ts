import type { IncomingMessage } from 'node:http'
import type { User } from './authentication.ts'
import { refusal, type Attributes, type Rbac } from './rbac.ts'
import { badRequest, forbidden } from './status.ts'

/**
 * Whom a request acts as: with `Impersonate-User` and `Impersonate-Group` headers (`kubectl --as`) somebody else, if RBAC
 * allows the user that.
 *
 * @throws {StatusError} 403 when it does not, 400 for groups without a user.
 */
export function impersonated(rbac: Rbac, user: User, message: IncomingMessage): User {
  const [username] = message.headersDistinct['impersonate-user'] ?? []
  const groups = message.headersDistinct['impersonate-group'] ?? []
  if (username === undefined) {
    if (groups.length === 0) return user
    throw badRequest(`requested [] without impersonating a user`)
  }
  for (const [resource, names] of [
    ['users', [username]],
    ['groups', groups],
  ] as const) {
    for (const name of names) demand(rbac, user, resource, name)
  }
  return { username, uid: '', groups: [...groups, 'system:authenticated'] }
}

function demand(rbac: Rbac, user: User, resource: string, name: string): void {
  const attributes: Attributes = {
    verb: 'impersonate',
    group: '',
    resource,
    subresource: '',
    namespace: '',
    name,
  }
  const { allowed, reason } = rbac.authorize(user, attributes)
  if (!allowed) throw forbidden({ group: '', name: resource }, name, refusal(user, attributes, reason))
}
