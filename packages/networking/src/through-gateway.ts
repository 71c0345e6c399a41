import type { NetworkType } from './model/network-type.ts'
import type { Service } from './model/service.ts'

/** Hostnames by which the Gateway leads to Services, as far as the platform reports them (kube-dc.md §5). */
export function routedHostnames(services: readonly Pick<Service, 'asks'>[]): readonly string[] {
  return services.flatMap(({ asks }) =>
    asks.exposeRoute === undefined ? [] : (asks.routeHostnameStatus ?? []),
  )
}

/** `reached through web.example.net`, `reached through web.example.net and 2 more`; undefined without any. */
export function throughWords([first, ...more]: readonly string[]): string | undefined {
  if (first === undefined) return undefined
  return `reached through ${first}${more.length === 0 ? '' : ` and ${more.length} more`}`
}

/** What a cloud address has to be told beside its type; a gateway route makes it reachable by hostname. */
export function reachWords(
  networkType: NetworkType | 'unknown',
  hostnames: readonly string[],
): string | undefined {
  if (networkType !== 'cloud') return undefined
  return throughWords(hostnames) ?? 'not reachable from the Internet'
}
