import type { Filling, Forecast } from '@kube-dc/networking/pools/use-forecast'
import type { Sample } from '@kube-dc/networking/pools/trend'
import { dayOf } from './time.ts'
import styles from './UseChart.module.css'

interface UseChartProps {
  /** At least two, oldest first. */
  samples: readonly Sample[]
  filling: Filling
  forecast: Forecast | undefined
  /** Milliseconds since 1970. */
  now: number
  /** What the picture shows, in words. */
  words: string
}

/** Units of the picture, which is stretched to its place; lines keep their width. */
const WIDTH = 1000
const HEIGHT = 100
/** Use that is less than this part of the capacity would lie on the ground: then the scale is its own. */
const SEEN = 1 / 20

/** Use over time against the capacity, and where it goes: dashed, with its spread. */
export function UseChart({ samples, filling, forecast, now, words }: UseChartProps) {
  const line = [...samples, { at: now, used: filling.used }]
  const most = Math.max(...line.map(({ used }) => used))
  const isSeen = most >= filling.capacity * SEEN
  const top = isSeen ? filling.capacity : most * 2
  const from = line[0]?.at ?? now
  const until = forecast?.line.at(-1)?.at ?? now
  const path = pathIn({ from, until: Math.max(until, from + 1), top: Math.max(top, 1) })
  return (
    <figure className={styles.chart}>
      <p aria-hidden className={styles.scale}>
        {isSeen
          ? `${figure(filling.capacity)} can be given out or are the platform’s`
          : `scale to ${figure(top)}`}
      </p>
      <svg role="img" aria-label={words} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
        <path
          className={styles.used}
          d={`${path(line)} ${path(
            [
              { at: now, used: 0 },
              { at: from, used: 0 },
            ],
            'L',
          )} Z`}
        />
        {forecast && (
          <>
            <path
              className={styles.spread}
              d={`${path(forecast.high)} ${path([...forecast.low].reverse(), 'L')} Z`}
            />
            <path className={styles.forecast} d={path(forecast.line)} />
          </>
        )}
        <path className={styles.line} d={path(line)} />
      </svg>
      <p aria-hidden className={styles.times}>
        <span>{dayOf(from, now)}</span>
        {forecast ? (
          <>
            <span className={styles.now} style={{ left: `${((now - from) / (until - from)) * 100}%` }}>
              now
            </span>
            <span>{dayOf(until, now)}</span>
          </>
        ) : (
          <span>now</span>
        )}
      </p>
    </figure>
  )
}

interface Frame {
  readonly from: number
  readonly until: number
  readonly top: number
}

function pathIn({ from, until, top }: Frame) {
  return (points: readonly Sample[], start: 'M' | 'L' = 'M') =>
    points
      .map(({ at, used }, index) => {
        const x = ((at - from) / (until - from)) * WIDTH
        const y = HEIGHT - (Math.min(used, top) / top) * HEIGHT
        return `${index === 0 ? start : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`
      })
      .join(' ')
}

function figure(count: number): string {
  return count.toLocaleString('en')
}
