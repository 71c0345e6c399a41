import { durationWords, elapsed, shortDuration } from '@kube-dc/networking/age'
import { useNow } from './clock.ts'
import { exactTime } from './time.ts'

interface AgeProps {
  /** RFC 3339. */
  since: string
  /** `short` "2 h" for cells, `long` "2 hours ago" for prose. */
  form?: 'short' | 'long'
}

/** How long ago something happened; it ticks, and says the exact moment on hover. */
export function Age({ since, form = 'short' }: AgeProps) {
  const words = useNow((now) => {
    const duration = elapsed(since, now)
    if (duration === undefined) return 'unknown'
    return form === 'short' ? shortDuration(duration) : `${durationWords(duration)} ago`
  })
  if (words === 'unknown') return <span>unknown</span>
  return (
    <time
      dateTime={since}
      data-age
      // Formatting a date is slow, and a list has many of them: the exact one is made when somebody points at it.
      onPointerEnter={(event) => {
        event.currentTarget.title = exactTime(since)
      }}
    >
      {words}
    </time>
  )
}
