import type { Started } from '@kube-dc/api/operations'
import type { ChangeExclusions, ChangePool, ExclusionOutcome } from '@kube-dc/api/pools'
import type { Access } from '@kube-dc/networking/access'
import type { FieldWord } from '@kube-dc/networking/intents/judgement'
import { KINDS } from '@kube-dc/networking/model/kinds'
import type { Subnet } from '@kube-dc/networking/model/subnet'
import { addPoolFields, judgeAddPool } from '@kube-dc/networking/pool-changes/add-pool'
import type { AddPool } from '@kube-dc/networking/pool-changes/wishes'
import { judgeExclusions } from '@kube-dc/networking/pool-changes/exclusions'
import { judgeEdit } from '@kube-dc/networking/pool-changes/pool-edit'
import { editPatch, exclusionsPatch } from '@kube-dc/networking/pool-changes/pool-patch'
import type { PoolView } from '@kube-dc/networking/pools/ledger'
import { poolOf } from '@kube-dc/networking/pools/pool'
import type { Audit, AuditedChange } from '../audit.ts'
import type { AsUser } from '../cluster/as-user.ts'
import type { Caller } from '../cluster/caller.ts'
import { EVERY_NAMESPACE } from '../cluster/store.ts'
import type { Visitor } from '../http/route.ts'
import type { Operations, Undertaking } from '../operations/operations.ts'
import { whenSeen } from '../operations/when-seen.ts'
import { notPossible, ProblemError } from '../problem-error.ts'
import { outcomeOf } from './outcome.ts'
import {
  accessTo,
  admit,
  claims,
  seenProjects,
  seenSubnets,
  seenVlans,
  type PoolFactsOptions,
} from './pool-facts.ts'
import { plannedPools } from './planned-pools.ts'

export interface PoolChangesOptions extends PoolFactsOptions {
  readonly asUser: AsUser
  readonly audit: Audit
  readonly operations: Operations
  /** Of the platform: where journals about pools lie. */
  readonly namespace: string
  /** Networks of the installation itself, which no pool may touch. */
  readonly reservedRanges: readonly string[]
  /** The pools as this server sees them. */
  readonly pools: { pools(): readonly PoolView[] }
}

/** Kube-OVN writes into a Subnet whenever it gives an address out, so a change may be overtaken a few times. */
const MOST_TRIES = 5

type Patch = Parameters<AsUser['patch']>[2]

/** What a change of one pool comes to once the pool is as it was seen. */
interface Change<T> {
  readonly patch: Patch
  readonly answer: T
}

interface Errand {
  readonly caller: Caller
  readonly name: string
  readonly uid: string
  readonly dryRun: boolean
}

type Decide<T> = (subnet: Subnet, access: Access) => Change<T>

/** What platform admins change about pools, with their own rights. Who may not list pools is answered like anybody elsewhere. */
export class PoolChanges {
  readonly #options: PoolChangesOptions

  constructor(options: PoolChangesOptions) {
    this.#options = options
  }

  /** Asks server and cluster whether they would add a pool. @throws {ProblemError} for what speaks against it. */
  tryAdding(visitor: Visitor, wish: AddPool): Promise<Started> {
    return this.#options.operations.tryOutAny(visitor, this.#adding(wish, true))
  }

  /** Adds a pool, as an operation that can be undone. @throws {ProblemError} for what speaks against it. */
  add(visitor: Visitor, wish: AddPool): Promise<Started> {
    return this.#options.operations.startAny(visitor, this.#adding(wish, false))
  }

  /**
   * Reserves or releases addresses of a pool.
   *
   * @throws {ProblemError} `conflict` where the exclusions are not those that the person saw; `invalid` by field.
   */
  changeExclusions(
    { caller }: Visitor,
    name: string,
    { uid, seen, ...wish }: ChangeExclusions,
    dryRun: boolean,
  ): Promise<ExclusionOutcome> {
    return this.#change({ caller, name, uid, dryRun }, (subnet, access) => {
      if (!sameTexts(subnet.excludeIps, seen.excludeIps)) throw outdated(name)
      const facts = { access, claims: claims(this.#options.informers) }
      const { problems, warnings, preview } = judgeExclusions(wish, this.#view(subnet), facts)
      if (!preview) throw notPossible(problems)
      return {
        patch: exclusionsPatch(preview.excludeIps, subnet.meta),
        answer: outcomeOf(preview, warnings, seenProjects(this.#options.informers)),
      }
    })
  }

  /**
   * Changes of a pool what strands nobody.
   *
   * @throws {ProblemError} `conflict` where the pool is not as the person saw it; `invalid` by field.
   */
  changePool(
    { caller }: Visitor,
    name: string,
    { uid, seen, ...edit }: ChangePool,
    dryRun: boolean,
  ): Promise<{ warnings: FieldWord[] }> {
    return this.#change({ caller, name, uid, dryRun }, (subnet, access) => {
      if ((subnet.mtu ?? null) !== seen.mtu) throw outdated(name)
      const { problems, warnings } = judgeEdit(edit, this.#view(subnet).pool, access)
      if (problems.length > 0) throw notPossible(problems)
      return { patch: editPatch(edit, subnet.meta), answer: { warnings: [...warnings] } }
    })
  }

  #adding(wish: AddPool, dryRun: boolean): Undertaking {
    const { informers, namespace, reservedRanges } = this.#options
    return {
      namespace,
      fieldsOf: addPoolFields,
      judge: (caller, running) =>
        this.#noted({ caller, verb: 'create', name: wish.name, dryRun }, async () => {
          const access = await this.#admit(caller, 'create')
          const planned = plannedPools(running, namespace)
          const { problems, plan } = judgeAddPool(wish, {
            subnets: [...seenSubnets(informers), ...planned.subnets],
            vlans: [...seenVlans(informers), ...planned.vlans],
            projects: seenProjects(informers),
            reservedRanges,
            access,
          })
          if (!plan) throw notPossible(problems)
          return { plan, access }
        }),
    }
  }

  async #admit(caller: Caller, verb: 'create' | 'patch'): Promise<Access> {
    await admit(this.#options, caller)
    return accessTo(this.#options, caller, this.#options.namespace, verb)
  }

  /** A pool as the person reads it now, with who holds its addresses as this server sees it. */
  #view(subnet: Subnet): PoolView {
    const { name } = subnet.meta
    const seen = this.#options.pools.pools().find(({ pool }) => pool.name === name)
    const pool = seen && poolOf(subnet, seen.pool.vlan)
    if (!pool) throw noPool(name)
    return { ...seen, pool }
  }

  /** Reads, judges and changes a pool, again where Kube-OVN has written into it in between. */
  async #change<T>(errand: Errand, decide: Decide<T>): Promise<T> {
    const { caller, name, dryRun } = errand
    const { asUser, informers } = this.#options
    for (let tries = 1; ; tries += 1) {
      const { patch, answer } = await this.#noted({ ...errand, verb: 'patch' }, () =>
        this.#decide(errand, decide),
      )
      try {
        const made = await asUser.patch(caller, addressOf(name), patch, {
          dryRun,
          changes: !dryRun,
          missing: `${name} does not exist any more.`,
        })
        if (!dryRun) await whenSeen(informers.subnets, EVERY_NAMESPACE, { made })
        return answer
      } catch (error) {
        const isOvertaken = error instanceof ProblemError && error.code === 'conflict'
        if (!isOvertaken || tries === MOST_TRIES) throw error
      }
    }
  }

  async #decide<T>({ caller, name, uid }: Errand, decide: Decide<T>): Promise<Change<T>> {
    const access = await this.#admit(caller, 'patch')
    const subnet = await this.#options.asUser.read(caller, addressOf(name))
    if (subnet?.kind !== 'Subnet') throw noPool(name)
    if (subnet.meta.uid !== uid) throw outdated(name)
    return decide(subnet, access)
  }

  /** What is refused here never gets to where changes are told to the audit log, so it is told here. */
  async #noted<T>(
    { caller, verb, name, dryRun }: Pick<Errand, 'caller' | 'name' | 'dryRun'> & Pick<AuditedChange, 'verb'>,
    judge: () => Promise<T>,
  ): Promise<T> {
    try {
      return await judge()
    } catch (error) {
      const outcome = error instanceof ProblemError ? error.code : 'internal'
      if (!dryRun) this.#options.audit(caller, { verb, resource: KINDS.subnets.plural, name }, outcome)
      throw error
    }
  }
}

function addressOf(name: string) {
  return { kind: 'subnets', namespace: EVERY_NAMESPACE, name } as const
}

function noPool(name: string): ProblemError {
  return new ProblemError('not-found', `There is no pool ${name} that can be read.`)
}

function outdated(name: string): ProblemError {
  return new ProblemError(
    'conflict',
    `${name} is not as you were shown it any more. Look at it again, then repeat the change.`,
  )
}

function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}
