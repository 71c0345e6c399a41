import { paths } from '../../../app/paths.ts'
import type { OperationPlace } from '../../../operations/place.ts'
import { usePlatformHere } from '../admin-context.ts'

/** The operations about pools, whose journals lie in the platform's namespace. */
export function usePlatformPlace(): OperationPlace {
  const { namespace } = usePlatformHere()
  return {
    namespace,
    name: 'the platform',
    list: paths.adminOperations(),
    one: paths.adminOperation,
    subjectOf: ({ subject: { kind, name } }) =>
      kind === 'subnets' ? { list: paths.adminPools(), one: paths.adminPool(name) } : undefined,
  }
}
