import type { Upstream } from '@kube-dc/api/channel'
import type { Change, ObjectView, StoredObject } from '../cluster/store.ts'

/** What a channel reads from: an informer, a report made of several, or what stands for them in a test. */
export interface ChannelSource {
  readonly store: ObjectView<StoredObject>
  readonly upstream: Upstream
}

/** What the channels of one kind are fed by. */
export interface LiveSource extends ChannelSource {
  readonly store: ObjectView<StoredObject> & {
    /** Calls back on every change, in order; returns how to stop. */
    listen(listener: (change: Change<StoredObject>) => void): () => void
  }
  /** Whether anything can be answered yet. */
  readonly isSynced: boolean
  whenSynced(): Promise<void>
  /** Calls back when the view turns live, stale or not installed; returns how to stop. */
  onUpstream(listener: (upstream: Upstream) => void): () => void
}
