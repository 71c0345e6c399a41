import { LiveFlow } from '../LiveFlow.tsx'
import { Example, Lead, List, Really, Start, Word } from '../prose.tsx'
import { SAMPLES } from '../samples.ts'

export default function FlowLoadBalancer() {
  return (
    <>
      <Lead>
        The address belongs to the Project, the port decides the service, and only{' '}
        <Word id="endpoint">endpoints</Word> that say they are ready receive anything.
      </Lead>
      <LiveFlow kind="load-balancers" sample={SAMPLES['load-balancers']} />
      <List ordered>
        <li>The client connects to the External IP and a port of the load balancer.</li>
        <li>
          The platform’s router picks one of the endpoints that the <Word id="selector">selector</Word> finds
          and that is ready.
        </li>
        <li>The packet arrives at the pod or VM on the target port.</li>
      </List>
      <Really>
        <List>
          <li>
            On a <Word id="cloud">cloud address</Word> it is reachable from the platform’s networks only, not
            from the Internet.
          </li>
          <li>
            Several Services may share one External IP, on different ports. TCP and UDP count separately.
          </li>
          <li>
            The type of the address cannot be changed later: make a second Service, move the clients, remove
            the first.
          </li>
          <li>
            A VM that is stopped, or a pod that fails its probe, gets nothing. With none ready, connections
            are refused.
          </li>
        </List>
      </Really>
      <p>
        <Start answer="service" />
      </p>
      <p>
        <Start answer="several" />
      </p>
      <Example id="own-address" />
      <Example id="named-address" />
    </>
  )
}
