import { LiveFlow } from '../LiveFlow.tsx'
import { Example, Lead, List, Really, See, Start, Word } from '../prose.tsx'
import { SAMPLES } from '../samples.ts'

export default function FlowFloatingIp() {
  return (
    <>
      <Lead>
        A <Word id="floating-ip">floating IP</Word> gives one VM a whole External IP: every port, in and out,
        as if the machine stood outside itself.
      </Lead>
      <LiveFlow kind="floating-ips" sample={SAMPLES['floating-ips']} />
      <List ordered>
        <li>The client connects to the External IP, on any port.</li>
        <li>The router translates the address one to one into the VM’s private address.</li>
        <li>What the VM sends, replies and new connections alike, leaves with the External IP.</li>
      </List>
      <Really>
        <List>
          <li>
            Nothing filters ports but the guest’s own firewall. Inside the VM only the private address is
            visible.
          </li>
          <li>
            The VM must run and report its address. After a restart with another address the floating IP
            follows; the translation may not, and then it has to be made anew.
          </li>
          <li>
            It cannot be edited. <See page="addresses">External and floating IPs</See> says how to move it and
            keep its address.
          </li>
          <li>
            A public floating IP and a load balancer on a cloud address do not go together on one VM: replies
            of the load balancer would leave by the floating IP.
          </li>
        </List>
      </Really>
      <p>
        <Start answer="machine" />
      </p>
      <Example id="floating-ip" />
    </>
  )
}
