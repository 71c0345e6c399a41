import { list } from '@kube-dc/networking/words'
import type { ReactNode } from 'react'
import { paths } from '../../../app/paths.ts'
import { Empty } from '../../../parts/Empty.tsx'
import { Partial } from '../../../parts/Partial.tsx'
import { SplitView } from '../../../parts/SplitView.tsx'
import { TabLinks } from '../../../parts/TabLinks.tsx'
import { PageBody } from '../../../shell/PageHead.tsx'
import { AdminHead } from '../AdminHead.tsx'
import { FindingsCard } from '../FindingsCard.tsx'
import { ReportProblem } from '../ReportProblem.tsx'
import { useGatewayHere } from './gateway-context.ts'
import { GatewayCard } from './GatewayCard.tsx'
import styles from './Gateway.module.css'

interface GatewayFrameProps {
  shown: 'listeners' | 'routes'
  panel: ReactNode
  /** The table. */
  children: ReactNode
}

/** What the pages of listeners and of routes have in common: the Gateway, what is wrong about it, and the way between. */
export function GatewayFrame({ shown, panel, children }: GatewayFrameProps) {
  const { view, gateways, unseen, unreadable, listeners, routes } = useGatewayHere()
  return (
    <SplitView panel={gateways && panel}>
      <AdminHead title="Gateway" sub="Where hostnames of all Projects come in" />
      <PageBody>
        <div className={styles.page}>
          <ReportProblem
            what="The Gateways"
            view={view}
            absent="This cluster does not have the Gateway API, so no Service can ask for a route."
          />
          {unseen.length > 0 && (
            <Partial title={`Not shown: ${list(unseen)}`}>
              <p role="status">They could not be read, so what rests on them is unknown.</p>
            </Partial>
          )}
          {unreadable.length > 0 && (
            <Partial title={`Not readable: ${list(unreadable)}`}>
              <p role="status">They do not have the shape of the Gateway API, and are not judged here.</p>
            </Partial>
          )}
          {gateways?.map((judged) => (
            <GatewayCard key={judged.gateway.meta.uid} judged={judged} />
          ))}
          {gateways?.map(({ gateway, findings }) => (
            <FindingsCard
              key={gateway.meta.uid}
              title={`What was found at ${gateway.meta.name}`}
              findings={findings}
            />
          ))}
          {gateways?.length === 0 ? (
            <Empty
              what="A Gateway ends TLS for hostnames and leads each to a Service."
              here="This cluster has none."
            />
          ) : (
            <>
              <TabLinks
                label="Parts of the Gateway"
                size="panel"
                tabs={[
                  {
                    label: 'Listeners',
                    to: paths.adminGateway(),
                    count: listeners?.length,
                    current: shown === 'listeners',
                  },
                  {
                    label: 'Routes',
                    to: paths.adminGatewayRoutes(),
                    count: routes?.length,
                    current: shown === 'routes',
                  },
                ]}
              />
              {view.status === 'ready' || view.status === 'loading' ? children : null}
            </>
          )}
        </div>
      </PageBody>
    </SplitView>
  )
}
