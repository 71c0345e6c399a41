import { OperationDetails } from '../../../operations/OperationDetails.tsx'
import { usePlatformPlace } from './platform-place.ts'

/** One operation about pools. */
export function Component() {
  return <OperationDetails place={usePlatformPlace()} />
}
