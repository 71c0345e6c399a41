import { quotaSentence } from '@kube-dc/networking/quota'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { useNow } from '../../../parts/clock.ts'
import { usePublicQuota } from '../../networking/use-organization.ts'
import { useProject } from '../../project/project-context.ts'
import { Example, Lead, List, Paragraph, Really, Word } from '../prose.tsx'

export default function GuideAddresses() {
  const { params } = useProject()
  const { quota } = usePublicQuota()
  const now = useNow((time) => Math.floor(time / 60_000)) * 60_000
  return (
    <>
      <Lead>
        An <Word id="external-ip">External IP</Word> is an address that you hold. What you do with it, and for
        how long you keep it, is up to you, within the <Word id="plan">plan</Word>.
      </Lead>
      <Paragraph id="make" title="Make one, or let one be made" />
      <p>
        An address with a name of your own outlives whatever uses it, so that it can stand in DNS records and
        allowlists. A load balancer or floating IP without such a name gets an address of its own, which goes
        when it goes.
      </p>
      <Example id="external-ip" />
      <Paragraph id="use" title="Who uses it" />
      <List>
        <li>
          <strong>Shared:</strong> load balancers, and the way out, each on its own port.
        </li>
        <li>
          <strong>Exclusive:</strong> one floating IP, on all ports. Neither can join the other.
        </li>
        <li>
          <strong>Released:</strong> nobody. It still counts: {lower(quotaSentence(quota, now))}
        </li>
      </List>
      <Paragraph id="move" title="Move a floating IP and keep its address" />
      <p>
        The platform does not let anybody edit a floating IP, so moving is removing and making anew;
        connections break for that moment. With a named External IP the address stays. With one of its own it
        is given back, and the next one is another.
      </p>
      <Example id="floating-ip-address" />
      <Paragraph id="give-back" title="Give one back" />
      <p>
        The <Link to={paths.externalIps(params)}>External IPs</Link> list shows what depends on an address
        before it is deleted. Deleting one that is in use breaks its connections at once.
      </p>
      <Really>
        <List>
          <li>The type cannot be changed, and a particular address cannot be asked for.</li>
          <li>
            When the plan is used up, the object is made all the same and waits, with the reason in its
            conditions.
          </li>
          <li>The default External IP is the platform’s: it is never deleted here.</li>
        </List>
      </Really>
    </>
  )
}

function lower(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
