import { Link } from 'react-router'
import { ErrorWords } from './ErrorWords.tsx'
import styles from './PageError.module.css'
import { paths } from './paths.ts'

/** In place of a page that could not be shown. */
export function PageError() {
  return (
    <div className={styles.page}>
      <title>This page cannot be shown, Kube-DC networking</title>
      <h1>This page cannot be shown</h1>
      <ErrorWords />
      <p>
        <Link to={paths.home()}>Go to your Projects</Link>
      </p>
    </div>
  )
}
