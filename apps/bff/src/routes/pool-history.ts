import { endpoints } from '@kube-dc/api/endpoints'
import { spelled } from '@kube-dc/networking/pools/address-text'
import { route } from '../http/route.ts'
import { REPORT_QUESTIONS } from '../live/permission.ts'
import { forbidden } from '../problem-error.ts'
import type { RouteParts } from './parts.ts'
import { whenReadable } from './readable.ts'

/** What is told of the provider's pools beside their channels: to who may follow those, and to nobody else. */
export function poolHistoryRoutes({
  access,
  pools,
  holders,
}: Pick<RouteParts, 'access' | 'pools' | 'holders'>) {
  return {
    addressHistory: route(
      endpoints.addressHistory,
      async ({ params: { pool, address: typed } }, { caller }) => {
        // First the wait, then the question: the answer must be fresh when it is relied on.
        await whenReadable(pools.sources['pool-addresses'])
        if (!(await access.allAllowed(caller, REPORT_QUESTIONS))) throw forbidden()
        // An IPv6 address has several spellings, and is remembered by one.
        const address = spelled(typed) ?? typed
        const { entries, ...history } = await holders.of(pool, address, pools.holders(pool, address))
        return { ...history, entries: [...entries] }
      },
    ),
  }
}
