import type { Upstream } from '@kube-dc/api/channel'
import type { ObjectView, StoredObject } from '../cluster/store.ts'

/** What a channel reads from: an informer, or what stands for it in a test. */
export interface ChannelSource {
  readonly store: ObjectView<StoredObject>
  readonly upstream: Upstream
}
