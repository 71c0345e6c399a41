import { outboundPath } from '@kube-dc/networking/paths/outbound-path'
import { projectNetworkFindings } from '@kube-dc/networking/rules/catalogue'
import { PathCard } from '../../../parts/traffic-path/PathCard.tsx'
import { useNow } from '../../../parts/clock.ts'
import { linkedPath } from '../../networking/linked-path.ts'
import { useNetwork, useView } from '../../networking/network-context.ts'
import { useProject } from '../../project/project-context.ts'
import { Lead, List, Really, Word } from '../prose.tsx'

export default function FlowOut() {
  return (
    <>
      <Lead>
        Everything in the Project reaches out without any further step. The router translates the private
        address into the default External IP, and replies find their way back.
      </Lead>
      <WayOut />
      <List ordered>
        <li>A VM or pod sends a packet to its gateway, the Project’s router.</li>
        <li>
          The router puts the <Word id="default-external-ip">default External IP</Word> in the place of the
          private address (<Word id="snat">SNAT</Word>).
        </li>
        <li>
          The platform’s gateway nodes send it on; the reply comes to that address and is translated back.
        </li>
      </List>
      <Really>
        <p>
          Something with a floating IP leaves by that instead. Whoever is reached from a Project sees the
          External IP, never the private address, so an allowlist elsewhere must name the External IP.
          Addresses of other Projects are closed unless the provider opens them.
        </p>
      </Really>
    </>
  )
}

function WayOut() {
  const { params } = useProject()
  const { facts } = useNetwork()
  const view = useView('project-network', params.project)
  const minute = useNow((now) => Math.floor(now / 60_000)) * 60_000
  if (!view) return null
  const path = outboundPath(view, projectNetworkFindings(view, { ...facts, now: minute, peers: [] }))
  return <PathCard title={`The way out of ${params.project}, live`} {...linkedPath(path, params)} />
}
