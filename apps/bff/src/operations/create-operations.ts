import type { Logger } from 'pino'
import type { AsUser } from '../cluster/as-user.ts'
import { ConfigMaps } from '../cluster/config-maps.ts'
import type { FactsOptions } from './facts.ts'
import { Journals } from './journals.ts'
import { Operations } from './operations.ts'
import { LOOP_TIMES, type LoopTimes } from './loop.ts'
import { Runner } from './runner.ts'
import { SeenNetworks } from './seen-network.ts'

export interface OperationParts extends Omit<FactsOptions, 'networks'> {
  readonly asUser: AsUser
  readonly log: Logger
  readonly times?: LoopTimes
}

/** Puts the parts of operations together. The runner is to be stopped with the server. */
export function createOperations({ log, times = LOOP_TIMES, ...parts }: OperationParts): {
  readonly operations: Operations
  readonly runner: Runner
} {
  const journals = new Journals(new ConfigMaps(parts.cluster), parts.installation.platformNamespace)
  const runner = new Runner({ asUser: parts.asUser, journals, times, log })
  const networks = new SeenNetworks(parts)
  return { operations: new Operations({ ...parts, networks, journals, runner, times }), runner }
}
