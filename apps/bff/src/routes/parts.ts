import type { Installation } from '@kube-dc/networking/model/installation'
import type { ChannelHub } from '../channels/hub.ts'
import type { AccessReviews } from '../cluster/access.ts'
import type { AsUser } from '../cluster/as-user.ts'
import type { Cluster } from '../cluster/connection.ts'
import type { Informers } from '../cluster/informers.ts'
import type { Config } from '../config.ts'
import type { Cookie } from '../identity/cookies.ts'
import type { Sessions } from '../identity/sessions.ts'
import type { SignIn } from '../identity/sign-in.ts'
import type { Operations } from '../operations/operations.ts'
import type { PoolChanges } from '../pool-changes/pool-changes.ts'
import type { HolderHistories } from '../pools/holder-history.ts'
import type { PoolWatch } from '../pools/pool-watch.ts'

/** What the routes are made of. */
export interface RouteParts {
  readonly installation: Installation
  /** Networks of the installation itself, which no pool may touch; told to who may list pools. */
  readonly reservedRanges: Config['platform']['reservedRanges']
  readonly offeredRealms: Config['identity']['realms']
  readonly cluster: Cluster
  readonly informers: Informers
  readonly hub: ChannelHub
  readonly access: AccessReviews
  readonly asUser: AsUser
  readonly operations: Operations
  readonly poolChanges: PoolChanges
  readonly pools: Pick<PoolWatch, 'holders' | 'sources'>
  readonly holders: Pick<HolderHistories, 'of'>
  readonly sessions: Sessions
  readonly sessionCookie: Cookie
  readonly signIn: SignIn
}
