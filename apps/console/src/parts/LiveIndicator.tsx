import { clockTime, exactTime } from './time.ts'
import { classes } from './classes.ts'
import styles from './LiveIndicator.module.css'

/**
 * How current the page is. `reconnecting`: values stay, ages tick; `offline`: since then nothing is known and changing is
 * disabled. `since` is RFC 3339 or epoch milliseconds.
 */
export type Liveness =
  { readonly state: 'live' } | { readonly state: 'reconnecting' | 'offline'; readonly since: string | number }

/** What is said, in two parts: very narrow windows show the second alone, beside the mark. */
function words(live: Liveness): readonly [string, string] {
  if (live.state === 'live') return ['Live', '']
  const time = clockTime(live.since)
  return live.state === 'reconnecting'
    ? ['Reconnecting', `since ${time}`]
    : ['Offline: data', `as of ${time}`]
}

/** Whether the page shows what is; announced only when it changes. */
export function LiveIndicator({ live }: { live: Liveness }) {
  const [state, since] = words(live)
  return (
    <div
      role="status"
      className={styles.indicator}
      title={live.state === 'live' ? undefined : exactTime(live.since)}
    >
      <i className={classes(styles.mark, styles[live.state])} aria-hidden="true" />
      <span>
        <span className={live.state === 'live' ? styles.quiet : styles.long}>{state} </span>
        {since}
      </span>
    </div>
  )
}
