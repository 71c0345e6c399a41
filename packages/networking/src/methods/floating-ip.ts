import { list } from '../words.ts'
import type { AdviceFacts, TargetFacts } from './facts.ts'
import { contra, denied, pro, newAddress, note, notRunning, type Judged, type Reason } from './reasons.ts'
import { everyPortWords } from './openness.ts'
import type { Wish } from './wish.ts'

/** A whole address for one VM or pod (kube-dc.md §6). */
export function floatingIp(wish: Wish, facts: AdviceFacts): Judged {
  const { target } = facts
  const type = wish.from === 'internet' ? 'public' : 'cloud'
  const address = newAddress(wish, facts)
  const fits = [...oneAddress(target), ...everyPort(wish, target)]
  const now = [...denied(facts.denied.floatingIps), ...address.reasons]
  if (target) now.push(...alreadyFloating(target), ...(type === 'public' ? cloudBalancers(target) : []))
  now.push(...notRunning(target))
  return { fits, now, publicAddresses: address.publicAddresses }
}

function oneAddress(target: TargetFacts | undefined): Reason[] {
  if (!target || target.ref.kind === 'vm') return [pro('A whole address for one VM, every port, in and out.')]
  return [contra(`Leads to one VM or one address; ${target.ref.name} runs as pods whose addresses change.`)]
}

function everyPort({ answer, port, from }: Wish, target: TargetFacts | undefined): Reason[] {
  if (answer === 'machine') {
    const type = from === 'internet' ? 'public' : 'cloud'
    return [note(`${everyPortWords(target?.ref.name ?? 'the VM', type, 'will be')}.`)]
  }
  const asked = port === undefined ? '' : `; you asked for ${port}`
  return [note(`Opens every port, without a filter but the guest’s own${asked}.`)]
}

function alreadyFloating({ floatingIps, ref }: TargetFacts): Reason[] {
  const [first] = floatingIps
  return first ? [note(`${ref.name} has the floating IP ${first.name} already.`)] : []
}

/** Public floating IP and cloud load balancer on one target: replies leave the wrong way (kube-dc.md §6). */
function cloudBalancers({ loadBalancers, ref }: TargetFacts): Reason[] {
  const cloud = loadBalancers.filter(({ networkType }) => networkType === 'cloud').map(({ name }) => name)
  if (cloud.length === 0) return []
  return [
    contra(
      `It would break ${list(cloud)} on ${ref.name}: a public floating IP takes all its outbound traffic along, replies of cloud load balancers too.`,
    ),
  ]
}
