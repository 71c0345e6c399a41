import { found } from '@kube-dc/networking/joins/reader'
import type { LoadBalancerView } from '@kube-dc/networking/joins/views'
import { Card } from '../../parts/Card.tsx'
import { PortMap } from '../external-ips/PortMap.tsx'
import { useView } from '../networking/network-context.ts'

/** Every port of an address that several load balancers share, each with what it leads to. */
export function SharedPorts({ view: { binding, address } }: { view: LoadBalancerView }) {
  const eip = useView('external-ips', found(binding.eip)?.meta.name ?? '')
  if (eip?.kind !== 'ExternalIpView') return null
  const services = new Set(eip.ports.map(({ service }) => service))
  if (services.size < 2) return null
  return (
    <Card title={`All ports of ${address ?? eip.name}`}>
      <PortMap name={eip.name} ports={eip.ports} />
    </Card>
  )
}
