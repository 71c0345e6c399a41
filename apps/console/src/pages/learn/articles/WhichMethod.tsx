import { ANSWERS, ANSWER_WORDS, methodTable } from '@kube-dc/networking/methods/methods'
import { useSession } from '../../../session/session-query.ts'
import { MethodTable } from '../MethodTable.tsx'
import { Lead, List, Really, See, Start } from '../prose.tsx'

export default function WhichMethod() {
  const { installation } = useSession()
  const table = methodTable(installation)
  return (
    <>
      <Lead>
        Start from what speaks at the other end. A browser wants a hostname; a device wants an address and a
        port; whoever administers a machine wants all of it.
      </Lead>
      <List>
        {ANSWERS.map((answer) => {
          const { title, detail, method } = ANSWER_WORDS[answer]
          return (
            <li key={answer}>
              <strong>{title}</strong> ({detail}): {table[method].inSentence}. <Start answer={answer} />
            </li>
          )
        })}
      </List>
      <MethodTable />
      <Really>
        <p>
          A gateway route is a load balancer with a hostname in front of it: its Service gets an External IP
          too, a cloud one is enough. <See page="gateway-route">How a gateway route works</See> says what
          HTTPS needs.
        </p>
      </Really>
    </>
  )
}
