import { useView } from '../../networking/network-context.ts'
import { useProject } from '../../project/project-context.ts'
import { Lead, List, Really, See, Word } from '../prose.tsx'

export default function GuidePrivate() {
  const { project, params } = useProject()
  const view = useView('project-network', params.project)
  const cidr = view?.project?.cidr ?? project.cidr
  return (
    <>
      <Lead>
        Each Project has a <Word id="vpc">VPC</Word> to itself. Inside, everything reaches everything; from
        outside nothing comes in unless you expose it.
      </Lead>
      <h2>Addresses inside</h2>
      <p>
        {cidr === undefined
          ? `The Subnet of ${project.name} is not told to you. `
          : `VMs and pods of ${project.name} get their addresses from ${cidr}. `}
        Another Project may use the same range; the two never meet. A VM keeps its address while it runs, a
        pod gets a new one each time it is made: lead Services by labels, not by addresses.
      </p>
      <h2>Names inside</h2>
      <p>
        A Service is found by its name inside the Project. Names of other Projects resolve as well, and still
        lead nowhere: finding is not reaching.
      </p>
      <h2>Between Projects</h2>
      <List>
        <li>Private addresses of another Project are never reachable.</li>
        <li>
          Its External IPs and hostnames are reachable like anybody’s, where the provider allows it: by
          default a Project cannot open connections to addresses of other Projects in the same pool.
        </li>
        <li>Private wires between Projects or into a datacenter are the provider’s to lay.</li>
      </List>
      <Really>
        <List>
          <li>
            Packets inside are a little shorter than usual (MTU 1400). VMs learn that by themselves;
            containers inside a VM do not, and then large transfers hang while small ones work.
          </li>
          <li>Firewalls are the guest’s own. Tenants have no network policies here.</li>
          <li>
            The objects behind it, Vpc and Subnet, are the provider’s and not visible to you. How traffic
            leaves is told in <See page="way-out">Out of the Project</See>.
          </li>
        </List>
      </Really>
    </>
  )
}
