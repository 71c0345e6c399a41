import { Card } from '../Card.tsx'
import { CodeBlock } from '../CodeBlock.tsx'
import { Finding } from '../Finding.tsx'
import { PathCard, PathSection } from '../traffic-path/PathCard.tsx'
import { TrafficPath } from '../traffic-path/TrafficPath.tsx'
import { VisuallyHidden } from '../VisuallyHidden.tsx'
import { GalleryShell } from './GalleryShell.tsx'
import styles from './Gallery.module.css'
import { FLOATING, LOAD_BALANCER, OUTBOUND, REVIEW, ROUTE, WAITING } from './sample-paths.ts'

/** Every traffic path in both directions. Development only. */
export function PathGallery() {
  return (
    <GalleryShell>
      <VisuallyHidden>
        <h1>Traffic paths</h1>
      </VisuallyHidden>
      <div className={styles.stack}>
        <PathCard
          title="The way out"
          sub="Every workload without a floating IP leaves like this"
          {...OUTBOUND}
        />
        <Card title="How a load balancer carries a connection">
          <TrafficPath label="telemetry" {...LOAD_BALANCER} />
        </Card>
        <PathCard title="A gateway route" {...ROUTE} />
        <PathCard title="A floating IP" {...FLOATING} />
        <PathCard title="The path that will exist" {...REVIEW} />
      </div>
      <div className={styles.columns}>
        <Card title="In a panel" flush>
          <PathSection {...WAITING} />
        </Card>
        <Card title="In a panel, endpoints folded" flush>
          <PathSection title="Traffic path of web" {...ROUTE} />
        </Card>
        <div className={styles.column}>
          <Finding
            state="broken"
            title="No public address left for nimbus"
            tinted
            consequences={[
              'slb-orders-x7k2p not ready',
              'orders unreachable',
              'route orders answers 503',
              'floating IP broker-3 waits',
            ]}
          >
            All 3 public addresses of your plan are in use.
          </Finding>
          <CodeBlock
            what="command"
            code="curl --resolve web.example:443:203.0.113.14 https://web.example/a/path/that/is/rather/long"
          />
        </div>
      </div>
    </GalleryShell>
  )
}
