import { LearnLink } from '../pages/learn/LearnLink.tsx'
import { OperationDetails } from './OperationDetails.tsx'
import { useProjectPlace } from './place.ts'

/** One operation of the open Project. */
export function Component() {
  return <OperationDetails place={useProjectPlace()} foot={<LearnLink about="operations" />} />
}
