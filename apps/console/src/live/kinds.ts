import type { Live } from '@kube-dc/api/channel'
import type { KindName, Kinds } from '@kube-dc/networking/model/kinds'

/** The `kind` that parsed objects of each channel carry. */
const OBJECT_KIND: { readonly [K in KindName]: Kinds[K]['kind'] } = {
  'external-ips': 'ExternalIp',
  organizations: 'Organization',
  projects: 'Project',
}

/** Whether an object belongs into a channel of that kind; unreadable objects belong into the channel they came by. */
export function isOfKind<K extends KindName>(kind: K, object: Live<KindName>): object is Live<K> {
  return object.kind === 'Unreadable' || object.kind === OBJECT_KIND[kind]
}
