import type { Logger } from 'pino'
import type { Caller } from './cluster/caller.ts'

export type AuditedVerb = 'create' | 'patch' | 'delete'

/** What somebody changed, or tried to. */
export interface AuditedChange {
  readonly verb: AuditedVerb
  /** Plural, as the Kubernetes API and its own audit log call it. */
  readonly resource: string
  /** Absent for what belongs to the whole cluster. */
  readonly namespace?: string
  readonly name: string
}

/**
 * Notes one change with what became of it: `done`, or the code of the problem that it was answered with. After
 * `cluster-timeout` it is not known.
 */
export type Audit = (caller: Caller, change: AuditedChange, outcome: string) => void

/**
 * Writes one line for each change to the log, whatever the log's level but `silent`. A line holds names, never tokens; those
 * names are text from outside, which JSON keeps within its line.
 */
export function auditLog(log: Logger): Audit {
  const lines = log.child({ audit: true }, log.level === 'silent' ? {} : { level: 'info' })
  return ({ who, tenant, requestId }, { verb, ...object }, outcome) => {
    lines.info(
      {
        who,
        realm: tenant,
        verb,
        object,
        outcome,
        dryRun: false,
        ...(requestId !== undefined && { requestId }),
      },
      'audit',
    )
  }
}
