import { useOutlet } from 'react-router'
import { OperationLists } from '../../../operations/OperationLists.tsx'
import { SplitView } from '../../../parts/SplitView.tsx'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { usePlatformPlace } from './platform-place.ts'

/** The operations about pools: those under way, those that wait for a decision, and those that can still be undone. */
export function Component() {
  return (
    <SplitView panel={useOutlet()}>
      <AdminHead title="Operations" sub="Changes of several steps of the platform" />
      <PageBody>
        <OperationLists place={usePlatformPlace()} />
      </PageBody>
    </SplitView>
  )
}
