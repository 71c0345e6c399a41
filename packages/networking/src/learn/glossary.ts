/** One word of the console, explained once: in the glossary, and wherever the word needs a hint. */
export interface Term {
  readonly id: string
  readonly term: string
  /** One sentence that stands for itself. */
  readonly short: string
  /** What people stumble over. */
  readonly more?: string
  /** Name of the Kubernetes object behind it. */
  readonly object?: string
}

const terms = [
  {
    id: 'project-network',
    term: 'Project network',
    short:
      'Everything by which one Project’s VMs and pods are connected: its VPC and Subnet, its way out, its ways in.',
  },
  {
    id: 'vpc',
    term: 'VPC',
    object: 'Vpc',
    short:
      'The private network of one Project, with a router of its own. Nothing of another Project is in it.',
    more: 'Addresses inside may be the same as in another Project; they never meet. Only the provider sees the object.',
  },
  {
    id: 'subnet',
    term: 'Subnet',
    object: 'Subnet',
    short: 'The range of private addresses, its CIDR, from which the Project’s VMs and pods get theirs.',
    more: 'It is set when the Project is made. The router stands at one of its addresses, the gateway.',
  },
  {
    id: 'cidr',
    term: 'CIDR',
    short:
      'A range of addresses, written as an address and how many of its bits are the same in all of them: 10.61.4.0/22 has 1,024.',
    more: 'The first is the name of the range and the last reaches all of it; no VM or pod gets either.',
  },
  {
    id: 'router',
    term: 'Router',
    short:
      'Where the Project’s network ends. Its address in the Subnet is the gateway by which VMs and pods reach everything else.',
    more: 'It is not the platform’s Gateway, which answers for hostnames.',
  },
  {
    id: 'external-ip',
    term: 'External IP',
    object: 'EIp',
    short: 'An address from one of the provider’s pools that belongs to the Project until it is deleted.',
    more: 'It does nothing by itself: a load balancer or a floating IP uses it. Its type cannot be changed.',
  },
  {
    id: 'default-external-ip',
    term: 'Default External IP',
    object: 'EIp default-gw',
    short: 'The address by which everything in the Project reaches out, unless it has a floating IP.',
    more: 'The platform makes it and keeps it. In a cloud Project it is not reachable from the Internet.',
  },
  {
    id: 'floating-ip',
    term: 'Floating IP',
    object: 'FIp',
    short: 'One External IP led to one VM or pod address, every port, in both directions.',
    more: 'Nothing filters ports but the guest itself. It cannot be edited: moving it means making it anew.',
  },
  {
    id: 'load-balancer',
    term: 'Load balancer',
    object: 'Service of type LoadBalancer',
    short: 'Chosen ports of an External IP, spread over all pods or VMs that are ready.',
    more: 'Who is ready decides: an endpoint that fails its probe gets nothing.',
  },
  {
    id: 'gateway-route',
    term: 'Gateway route',
    object: 'Service with expose-route',
    short: 'A hostname on the platform’s shared Gateway that leads to one of your Services.',
    more: 'HTTP, HTTPS with a certificate that renews itself, or TLS passed through by hostname.',
  },
  {
    id: 'gateway',
    term: 'Gateway',
    object: 'Gateway eg',
    short: 'The platform’s shared entrance for hostnames: one address, ports 80 and 443, for all Projects.',
  },
  {
    id: 'cloud',
    term: 'Cloud address',
    short:
      'An address of the platform’s private pool. The Internet does not reach it; the Gateway and the platform do.',
  },
  {
    id: 'public',
    term: 'Public address',
    short:
      'An address that the Internet reaches, where the datacenter routes it. The plan limits how many there are.',
  },
  {
    id: 'network-type',
    term: 'Network type',
    short:
      'From which kind of pool an address is: public ones are reached from the Internet, cloud ones from the platform’s networks only.',
    more: 'A Project has one too, for its way out. Neither can be changed later.',
  },
  {
    id: 'ownership',
    term: 'Ownership',
    short:
      'Shared: load balancers and the way out may use it together. Exclusive: a floating IP has it. Released: nobody uses it.',
  },
  {
    id: 'snat',
    term: 'SNAT',
    object: 'OvnSnatRule',
    short:
      'On the way out the router puts the External IP in the place of the private address, and undoes it for replies.',
  },
  {
    id: 'endpoint',
    term: 'Endpoint',
    object: 'EndpointSlice',
    short: 'One address behind a load balancer: a pod, or the pod in which a VM runs.',
  },
  {
    id: 'selector',
    term: 'Selector',
    short:
      'The labels by which a Service finds its pods. A VM is found by the labels of its template, not by its own.',
  },
  {
    id: 'issuer',
    term: 'Issuer',
    object: 'Issuer',
    short:
      'Where certificates come from. HTTPS routes need one in the Project, unless the platform brings its own.',
  },
  {
    id: 'certificate',
    term: 'Certificate',
    object: 'Certificate',
    short:
      'Proves a hostname to browsers. It is asked for, checked by a request to the hostname, and renewed by itself.',
  },
  {
    id: 'pool',
    term: 'Pool',
    object: 'Subnet with a Vlan',
    short: 'A network of the provider from which External IPs are given out.',
  },
  {
    id: 'target',
    term: 'Target',
    short: 'What is exposed: a VM, the pods that certain labels choose, or one private address.',
  },
  {
    id: 'operation',
    term: 'Operation',
    short:
      'A change of several steps. It is written down before it begins, so that it can be finished or undone whatever happens meanwhile.',
    object: 'ConfigMap kube-dc-operation-…',
    more: 'It goes on when the browser is closed. What is done can be undone for a day.',
  },
  {
    id: 'plan',
    term: 'Plan',
    short:
      'What an Organization has booked: how many public addresses and load balancers its Projects may have together.',
  },
] as const satisfies readonly Term[]

export type TermId = (typeof terms)[number]['id']

/** All terms, by the alphabet. */
export const GLOSSARY: readonly (Term & { readonly id: TermId })[] = [...terms].sort((a, b) =>
  a.term < b.term ? -1 : 1,
)

/** The term of that id. */
export function term(id: TermId): Term {
  const found = GLOSSARY.find((each) => each.id === id)
  if (!found) throw new Error(`There is no term ${id}`)
  return found
}
