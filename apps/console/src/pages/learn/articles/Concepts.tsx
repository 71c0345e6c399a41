import { GLOSSARY, type TermId } from '@kube-dc/networking/learn/glossary'
import styles from '../Learn.module.css'
import { Lead, See } from '../prose.tsx'

const PIECES: readonly TermId[] = [
  'vpc',
  'subnet',
  'external-ip',
  'floating-ip',
  'load-balancer',
  'gateway-route',
]

export default function Concepts() {
  return (
    <>
      <Lead>
        Six pieces make up the network of a Project. Two are given with the Project, one is an address, and
        three are ways in.
      </Lead>
      <dl className={styles.terms}>
        {PIECES.flatMap((id) => GLOSSARY.filter((term) => term.id === id)).map(
          ({ id, term, short, more, object }) => (
            <div key={id}>
              <dt>
                {term}
                {object !== undefined && <span className={styles.object}>{object}</span>}
              </dt>
              <dd>
                {short} {more}
              </dd>
            </div>
          ),
        )}
      </dl>
      <p>
        Which of the ways in is yours, <See page="which-method">the comparison</See> tells. All other words
        are in the <See page="glossary">glossary</See>.
      </p>
    </>
  )
}
