import type { ExposureView } from '@kube-dc/networking/joins/views'
import { portsWords } from '../networking/words.ts'
import type { ListKind } from '../../app/lists.ts'
import { stateRank, type RowState } from '../networking/rows.ts'
import type { ListHere } from './use-lists.ts'

/** One address or hostname under which something of the Project can be reached from the Internet. */
export interface WayIn {
  readonly id: string
  /** An address, or a hostname. */
  readonly at: string
  readonly isHostname: boolean
  /** "8883/TCP", "all ports"; a hostname says it by itself. */
  readonly ports?: string
  readonly kind: ListKind
  readonly name: string
  readonly state: RowState
}

const LIST_OF: Readonly<Record<string, ListKind>> = {
  'load-balancer': 'load-balancers',
  'gateway-route': 'gateway-routes',
  'floating-ip': 'floating-ips',
}

/** Public addresses and hostnames that lead into the Project, problems first. What is not judged yet is left out. */
export function waysIn(exposures: readonly ExposureView[], lists: readonly ListHere[]): readonly WayIn[] {
  const open = exposures.filter(({ networkType, address, hostname }) =>
    hostname !== undefined ? true : address !== undefined && networkType === 'public',
  )
  if (open.length === 0) return []
  const states = new Map<string, RowState>(
    lists.flatMap(({ kind, rows }) => rows.map((row) => [`${kind}/${row.meta.name}`, row.state] as const)),
  )
  return open
    .flatMap(({ name: id, address, hostname, ports }): WayIn[] => {
      const slash = id.indexOf('/')
      const kind = LIST_OF[id.slice(0, slash)]
      const name = id.slice(slash + 1)
      const state = states.get(`${kind}/${name}`)
      const at = hostname ?? address
      if (!kind || !state || at === undefined) return []
      const isHostname = hostname !== undefined
      const said = ports.length === 0 ? 'all ports' : portsWords(ports)
      return [{ id, at, isHostname, kind, name, state, ...(!isHostname && { ports: said }) }]
    })
    .sort((a, b) => stateRank(a.state) - stateRank(b.state) || (a.at < b.at ? -1 : 1))
}
