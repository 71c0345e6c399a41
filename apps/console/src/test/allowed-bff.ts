import { FakeBff } from './fake-bff.ts'

/** A server for a developer who may make every kind of exposure. */
export function allowedBff(): FakeBff {
  const bff = new FakeBff()
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'watch']
  bff.access = {
    verbs: { 'external-ips': verbs, 'floating-ips': verbs, services: verbs, issuers: verbs },
    incomplete: false,
    role: 'developer',
  }
  return bff
}
