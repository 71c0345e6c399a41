import { clockTime, exactTime } from './time.ts'
import { classes } from './classes.ts'
import styles from './LiveIndicator.module.css'

/**
 * How current the page is. `reconnecting`: values stay, ages tick; `offline`: since then nothing is known and changing is
 * disabled. `since` is RFC 3339 or epoch milliseconds.
 */
export type Liveness =
  { readonly state: 'live' } | { readonly state: 'reconnecting' | 'offline'; readonly since: string | number }

function words(live: Liveness): string {
  if (live.state === 'live') return 'Live'
  if (live.state === 'reconnecting') return `Reconnecting since ${clockTime(live.since)}`
  return `Offline: data as of ${clockTime(live.since)}`
}

/** Whether the page shows what is; announced only when it changes. */
export function LiveIndicator({ live }: { live: Liveness }) {
  return (
    <div
      role="status"
      className={styles.indicator}
      title={live.state === 'live' ? undefined : exactTime(live.since)}
    >
      <i className={classes(styles.mark, styles[live.state])} aria-hidden="true" />
      <span className={live.state === 'live' ? styles.quiet : undefined}>{words(live)}</span>
    </div>
  )
}
