import type { Logger } from 'pino'
import { readSettingFile, revealSecret, type Config } from '../config.ts'
import { HolderHistories } from './holder-history.ts'
import { PrometheusSamples } from './prometheus.ts'
import { StoredUseHistory, type SampleStore } from './stored-use-history.ts'
import { MemoryUseHistory, type UseHistory } from './use-history.ts'
import { Valkey } from './valkey.ts'

/** History of the pools as the configuration asks for it. */
export interface PoolHistory {
  readonly use: UseHistory
  readonly holders: HolderHistories
  /** Where use is read from, and whether it answers; absent: nowhere but here. */
  readonly store: (() => { readonly name: string; readonly isUp: boolean }) | undefined
  /** Begins to read. @param onRead called when there is more than before. */
  start(onRead: () => void): void
  stop(): Promise<void>
}

/**
 * Use comes from Prometheus where one is named, else from Valkey; holders from Valkey, as metrics cannot name them.
 *
 * @throws {ConfigError} for a secret or file that cannot be read.
 */
export function poolHistory({ prometheus, valkey }: Config['history'], log: Logger): PoolHistory {
  const kept = valkey && new Valkey(valkeyOptions(valkey))
  const scraped = prometheus && new PrometheusSamples(prometheusOptions(prometheus))
  const holders = new HolderHistories({ log, ...(kept && { store: kept }) })
  const stores: readonly SampleStore[] = [scraped, kept].filter((store) => store !== undefined)
  const [store] = stores
  const stop = async () => {
    kept?.close()
    await scraped?.close()
  }
  if (!store) {
    return { use: new MemoryUseHistory(), holders, store: undefined, start: () => undefined, stop }
  }
  let onRead: () => void = () => undefined
  const use = new StoredUseHistory({ store, log, onRead: () => onRead() })
  return {
    use,
    holders,
    store: () => ({ name: store.name, isUp: use.isUp }),
    start(listener) {
      onRead = listener
      use.start()
    },
    async stop() {
      use.stop()
      await stop()
    },
  }
}

function prometheusOptions(settings: NonNullable<Config['history']['prometheus']>) {
  const { url, token, username, password, caFile, labels } = settings
  const bearer = token && `Bearer ${revealSecret('history.prometheus.token', token)}`
  const basic =
    username !== undefined &&
    password &&
    `Basic ${Buffer.from(`${username}:${revealSecret('history.prometheus.password', password)}`).toString('base64')}`
  const authorization = bearer ?? (basic || undefined)
  return {
    url,
    labels,
    ...(authorization !== undefined && { authorization }),
    ...(caFile !== undefined && { ca: readSettingFile('history.prometheus.caFile', caFile) }),
  }
}

function valkeyOptions({
  url,
  prefix,
  username,
  password,
  caFile,
}: NonNullable<Config['history']['valkey']>) {
  return {
    url,
    prefix,
    ...(username !== undefined && { username }),
    ...(password && { password: revealSecret('history.valkey.password', password) }),
    ...(caFile !== undefined && { ca: readSettingFile('history.valkey.caFile', caFile) }),
  }
}
