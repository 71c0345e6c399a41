import { useOutlet } from 'react-router'
import { LearnLink } from '../pages/learn/LearnLink.tsx'
import { NetworkingTabs } from '../pages/networking/NetworkingTabs.tsx'
import { SplitView } from '../parts/SplitView.tsx'
import { PageBody, PageHead } from '../shell/PageHead.tsx'
import { OperationLists } from './OperationLists.tsx'
import { useProjectPlace } from './place.ts'

/** The operations of a Project: those under way, those that wait for a decision, and those that can still be undone. */
export function Component() {
  const place = useProjectPlace()
  return (
    <SplitView panel={useOutlet()}>
      <PageHead
        title="Operations"
        sub={`Changes of several steps in ${place.name}`}
        learn={<LearnLink about="operations" />}
        tabs={<NetworkingTabs />}
      />
      <PageBody>
        <OperationLists place={place} />
      </PageBody>
    </SplitView>
  )
}
