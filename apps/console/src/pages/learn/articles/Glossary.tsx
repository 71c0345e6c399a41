import { GLOSSARY } from '@kube-dc/networking/learn/glossary'
import styles from '../Learn.module.css'
import { Lead } from '../prose.tsx'

export default function Glossary() {
  return (
    <>
      <Lead>The words of this console, and the Kubernetes objects behind them.</Lead>
      <dl className={styles.terms}>
        {GLOSSARY.map(({ id, term, short, more, object }) => (
          <div key={id}>
            <dt id={id} tabIndex={-1}>
              {term}
              {object !== undefined && <span className={styles.object}>{object}</span>}
            </dt>
            <dd>
              {short} {more}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
