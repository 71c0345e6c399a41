import { useSession } from '../../../session/session-query.ts'
import { LiveFlow } from '../LiveFlow.tsx'
import { Example, Lead, List, Really, See, Start, Word } from '../prose.tsx'
import { SAMPLES } from '../samples.ts'

export default function FlowGatewayRoute() {
  const { installation } = useSession()
  return (
    <>
      <Lead>
        One shared <Word id="gateway">Gateway</Word> answers for all hostnames. It ends TLS, finds the route
        by the hostname, and passes the request to your Service.
      </Lead>
      <LiveFlow kind="gateway-routes" sample={SAMPLES['gateway-routes']} />
      <List ordered>
        <li>The client looks the hostname up and gets the Gateway’s address.</li>
        <li>
          The Gateway shows the hostname’s <Word id="certificate">certificate</Word> and decrypts (HTTPS), or
          passes TLS on by hostname (passthrough).
        </li>
        <li>
          The route leads to the External IP and port of your Service; a cloud address is enough for that.
        </li>
        <li>The load balancer hands the request to a pod or VM that is ready.</li>
      </List>
      <Really>
        <List>
          <li>
            HTTPS needs an <Word id="issuer">Issuer</Word> in the Project, once
            {installation.defaultTlsIssuer === undefined
              ? '. This installation brings none of its own.'
              : `, unless the platform’s own is used: ${installation.defaultTlsIssuer}.`}
          </li>
          <li>
            The hostname is reported only once certificate and route stand, a minute or two after the Service.
            Until then nothing is wrong.
          </li>
          <li>
            {installation.gatewayRoutesGrpc
              ? 'This Gateway routes gRPC.'
              : 'gRPC is not routed here: use a load balancer for it.'}
          </li>
          <li>The port is always worth writing down: without it the first port of the Service is taken.</li>
        </List>
      </Really>
      <p>
        <Start answer="web" />
      </p>
      <Example id="https-route" />
      <p>
        All annotations are in the <See page="exposure-reference">service exposure reference</See>.
      </p>
    </>
  )
}
