import { exactTime, longAge, shortAge } from './age.ts'
import { useNow } from './clock.ts'

interface AgeProps {
  /** RFC 3339. */
  since: string
  /** `short` "2 h" for cells, `long` "2 hours ago" for prose. */
  form?: 'short' | 'long'
}

/** How long ago something happened; it ticks, and says the exact moment on hover. */
export function Age({ since, form = 'short' }: AgeProps) {
  const from = Date.parse(since)
  const words = useNow((now) => {
    if (Number.isNaN(from)) return 'unknown'
    return form === 'short' ? shortAge(now - from) : `${longAge(now - from)} ago`
  })
  if (Number.isNaN(from)) return <span>unknown</span>
  return (
    <time dateTime={since} title={exactTime(from)} data-age>
      {words}
    </time>
  )
}
