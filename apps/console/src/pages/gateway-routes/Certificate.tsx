import { shortDuration } from '@kube-dc/networking/age'
import { useNow } from '../../parts/clock.ts'
import { StateGlyph } from '../../parts/StateGlyph.tsx'
import { Text } from '../../parts/Text.tsx'
import { exactTime } from '../../parts/time.ts'
import type { CertificateStage } from './certificate-stage.ts'
import styles from './Certificate.module.css'

/** Stage and expiry in one line. */
export function Certificate({ stage }: { stage: CertificateStage }) {
  const { state, words, notAfter } = stage
  if (state === 'none') return <Text tone="3">{words}</Text>
  return (
    <span className={styles.line}>
      <StateGlyph state={state} size={12} />
      <span className={styles.words}>
        {words}
        {notAfter !== undefined && (
          <>
            , <Expiry notAfter={notAfter} />
          </>
        )}
      </span>
    </span>
  )
}

/** "61 d left", or since when it is over. Takes RFC 3339. */
function Expiry({ notAfter }: { notAfter: string }) {
  const end = Date.parse(notAfter)
  const words = useNow((now) => {
    if (Number.isNaN(end)) return 'unknown'
    return end > now ? `${shortDuration(end - now)} left` : `expired ${shortDuration(now - end)} ago`
  })
  if (words === 'unknown') return <>until when is unknown</>
  return (
    <time dateTime={notAfter} title={exactTime(notAfter)}>
      {words}
    </time>
  )
}
