import { foundWords, type FoundAddress } from '@kube-dc/networking/pools/find-holders'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import styles from './Holders.module.css'

/** What is known of the address that was asked for, also where nobody holds it. */
export function Answer({ found }: { found: FoundAddress }) {
  return (
    <div role="status" className={styles.answer}>
      {foundWords(found).map((words) => (
        <p key={words}>{words}</p>
      ))}
      {found.in.map(({ pool }) => (
        <Link key={pool} to={paths.adminAddress(pool, found.text)}>
          {found.text} in {pool}
        </Link>
      ))}
    </div>
  )
}
