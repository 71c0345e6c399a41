import type { AddressUse, Views } from '@kube-dc/networking/joins/views'
import { list } from '@kube-dc/networking/words'
import { Text } from '../../parts/Text.tsx'
import { ListLink } from '../networking/ListLink.tsx'
import styles from './UsedBy.module.css'

type AnyExternalIp = Views['external-ips']

/** Who uses an address, in one line: the first by name, and how many more; all of them on hover. */
export function UsedBy({ view }: { view: AnyExternalIp }) {
  if (view.kind === 'Unreadable') return <Text tone="3">not readable</Text>
  const [first, ...more] = view.usedBy
  if (!first) return <Text tone="3">nothing</Text>
  return (
    <span className={styles.line} title={usersWords(view)}>
      <span className={styles.first}>
        <User use={first} />
      </span>
      {more.length > 0 && <span className={styles.more}>and {more.length} more</span>}
    </span>
  )
}

/** One user, as a link where it is a thing of this Project. */
export function User({ use }: { use: AddressUse }) {
  const { type, name, namespace } = use
  if (namespace === undefined && type === 'load-balancer')
    return <ListLink kind="load-balancers" name={name} />
  if (namespace === undefined && type === 'floating-ip') return <ListLink kind="floating-ips" name={name} />
  return <>{userWords(use)}</>
}

/** "load balancer web". */
export function userWords({ type, name, namespace }: AddressUse): string {
  const where = namespace === undefined ? '' : ` in ${namespace}`
  switch (type) {
    case 'load-balancer':
      return `load balancer ${name}${where}`
    case 'floating-ip':
      return `floating IP ${name}${where}`
    case 'way-out':
      return `the Project’s way out${where}`
    case 'other':
      return `${name}${where}`
  }
}

/** Every user, for files, for the filter and on hover. */
export function usersWords(view: AnyExternalIp): string {
  return view.kind === 'ExternalIpView' ? list(view.usedBy.map(userWords)) : ''
}
