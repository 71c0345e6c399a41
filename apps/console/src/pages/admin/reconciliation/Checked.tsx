import type { ChannelView } from '../../../live/channel.ts'
import { Age } from '../../../parts/Age.tsx'
import { clockTime } from '../../../parts/time.ts'

/** How current the comparison is: the server makes it with every change, and all of it anew once a minute. */
export function Checked({ view: { upstream } }: { view: ChannelView<'pools'> }) {
  if (upstream === undefined) return 'What the objects of each pool say of each other'
  if (upstream.state !== 'live') return `Last compared at ${clockTime(upstream.since)}`
  return (
    <>
      Compared with every change, without a gap for <Age since={upstream.since} />
    </>
  )
}
