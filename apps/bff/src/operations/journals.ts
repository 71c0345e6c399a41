import {
  journalManifest,
  journalName,
  JOURNAL_KEY,
  readJournal,
  type Journal,
  type JournalPlace,
  type StoredJournal,
  type UnreadableJournal,
} from '@kube-dc/networking/operations/journal'
import { OPERATION_LABEL } from '@kube-dc/networking/operations/manifest'
import type { Caller } from '../cluster/caller.ts'
import type { ConfigMaps } from '../cluster/config-maps.ts'
import { ProblemError } from '../problem-error.ts'

/** A Project with more of them has been filled on purpose; the newest that the cluster lists first are enough to see it. */
const MOST_LISTED = 50

const WRITING = {
  changes: true,
  conflict:
    'Somebody else has gone on with this operation, or decided about it, in the same moment. Look at it again.',
  missing: 'This operation is not there any more: somebody has closed it.',
} as const

/** The journals of operations, read and written with the person's own token. */
export class Journals {
  readonly #configMaps: ConfigMaps
  readonly #platformNamespace: string

  /** @param platformNamespace where the platform keeps its own: the one place whose journals may speak of the whole cluster. */
  constructor(configMaps: ConfigMaps, platformNamespace: string) {
    this.#configMaps = configMaps
    this.#platformNamespace = platformNamespace
  }

  async list(caller: Caller, namespace: string): Promise<(StoredJournal | UnreadableJournal)[]> {
    const found = await this.#configMaps.labelled(caller, {
      namespace,
      label: OPERATION_LABEL,
      limit: MOST_LISTED,
    })
    const place = this.#placeOf(namespace)
    return found.map((raw) => readJournal(raw, place))
  }

  /** @throws {ProblemError} `not-found`; `conflict` where something unreadable has the name of a journal. */
  async get(caller: Caller, namespace: string, id: string): Promise<StoredJournal> {
    const raw = await this.#configMaps.read(caller, { namespace, name: journalName(id) })
    if (raw === undefined) throw new ProblemError('not-found', WRITING.missing)
    const stored = readJournal(raw, this.#placeOf(namespace))
    if (stored.state === 'readable') return stored
    throw new ProblemError(
      'conflict',
      `The ConfigMap ${stored.name} is no journal to act on. ${stored.reason}`,
    )
  }

  /** @throws {ProblemError} as `AsUser` does. */
  async create(caller: Caller, namespace: string, journal: Journal): Promise<StoredJournal> {
    return this.#readBack(namespace, await this.#create(caller, namespace, journal, false))
  }

  /** Asks the cluster whether it would take a journal. @throws {ProblemError} as `AsUser` does. */
  async tryOut(caller: Caller, namespace: string, journal: Journal): Promise<void> {
    await this.#create(caller, namespace, journal, true)
  }

  #create(caller: Caller, namespace: string, journal: Journal, dryRun: boolean): Promise<unknown> {
    return this.#configMaps.create(caller, namespace, journalManifest(journal, namespace), {
      dryRun,
      changes: !dryRun,
      missing:
        this.#placeOf(namespace) === 'platform'
          ? `There is no namespace ${namespace}, so nothing was changed.`
          : 'The Project does not exist any more, so nothing was changed.',
    })
  }

  /** Writes a journal anew, if nobody has written it since it was read. @throws {ProblemError} `conflict` when somebody has. */
  async write(
    caller: Caller,
    namespace: string,
    before: StoredJournal,
    journal: Journal,
  ): Promise<StoredJournal> {
    const { name } = before
    const data = { [JOURNAL_KEY]: JSON.stringify(journal) }
    const raw = await this.#configMaps.write(caller, { namespace, name }, { of: before, data }, WRITING)
    return this.#readBack(namespace, raw)
  }

  /** Removes a journal, if nobody has written it since it was read. @throws {ProblemError} `conflict` when somebody has. */
  remove(caller: Caller, namespace: string, stored: StoredJournal): Promise<void> {
    return this.#configMaps.remove(caller, { namespace, name: stored.name }, stored, WRITING)
  }

  #placeOf(namespace: string): JournalPlace {
    return namespace === this.#platformNamespace ? 'platform' : 'project'
  }

  /** What was written is what comes back, unless something on the way changes ConfigMaps. */
  #readBack(namespace: string, raw: unknown): StoredJournal {
    const stored = readJournal(raw, this.#placeOf(namespace))
    if (stored.state === 'readable') return stored
    throw new ProblemError(
      'refused',
      `The cluster changed the journal of this operation when it stored it. ${stored.reason}`,
    )
  }
}
