import { SEVERITIES, type Finding } from './finding.ts'

/** The findings of one object, as its state holds them. */
export interface Judged<Where> {
  /** Whatever the caller finds the object again by. */
  readonly where: Where
  readonly findings: readonly Finding[]
}

/** One root cause with all that it causes, however many objects it shows at. */
export interface RootCause<Where> {
  readonly finding: Finding
  /** What follows from it anywhere, each once. */
  readonly consequences: readonly Finding[]
  /** The objects among whose findings it is, in the order given. */
  readonly seenAt: readonly Where[]
}

interface Summed<Where> {
  readonly finding: Finding
  readonly consequences: Map<string, Finding>
  readonly seenAt: Where[]
}

/**
 * Sums findings of many objects to their root causes: an address that was refused is one cause, though the load balancer
 * and the route that wait for it name it too. The worst first, then the one that most objects suffer from.
 */
export function rootCauses<Where>(judged: readonly Judged<Where>[]): readonly RootCause<Where>[] {
  const causes = new Map<string, Summed<Where>>()
  for (const { where, findings } of judged) {
    for (const root of findings) {
      if (root.causedBy !== undefined) continue
      const cause: Summed<Where> = causes.get(keyOf(root)) ?? {
        finding: root,
        consequences: new Map(),
        seenAt: [],
      }
      causes.set(keyOf(root), cause)
      cause.seenAt.push(where)
      for (const each of findings) if (each.causedBy === root.rule) cause.consequences.set(keyOf(each), each)
    }
  }
  return [...causes.values()]
    .map(({ consequences, ...cause }) => ({ ...cause, consequences: [...consequences.values()] }))
    .sort((a, b) => rank(a.finding) - rank(b.finding) || b.seenAt.length - a.seenAt.length)
}

/** A rule notices one thing about one object only. */
function keyOf({ rule, subject: { kind, namespace = '', name } }: Finding): string {
  return [rule, kind, namespace, name].join(' ')
}

function rank({ severity }: Finding): number {
  return SEVERITIES.indexOf(severity)
}
