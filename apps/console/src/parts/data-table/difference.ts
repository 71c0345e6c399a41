/** How far ahead the two lists are searched for a place where they agree again. */
const REACH = 16

export interface Difference<T> {
  readonly gone: readonly T[]
  readonly came: readonly T[]
}

/**
 * What left a list and what came into it, by identity. Two versions of a live list are the same objects in the same
 * places but for a few: one walk that compares pointers finds those, at 10,000 rows in some tens of microseconds.
 * Lists that differ more are compared as sets. What only changed its place may be in both answers.
 */
export function difference<T>(before: readonly T[], now: readonly T[]): Difference<T> {
  const gone: T[] = []
  const came: T[] = []
  let i = 0
  let j = 0
  while (i < before.length && j < now.length) {
    if (before[i] === now[j]) {
      i += 1
      j += 1
      continue
    }
    const meeting = meet(before, i, now, j)
    if (!meeting) break
    gone.push(...before.slice(i, meeting.i))
    came.push(...now.slice(j, meeting.j))
    ;({ i, j } = meeting)
  }
  const left = before.slice(i)
  const right = now.slice(j)
  if (left.length === 0 || right.length === 0) return { gone: gone.concat(left), came: came.concat(right) }
  const had = new Set(left)
  const has = new Set(right)
  return {
    gone: gone.concat(left.filter((item) => !has.has(item))),
    came: came.concat(right.filter((item) => !had.has(item))),
  }
}

/** The nearest places from which both lists go on alike. */
function meet<T>(
  before: readonly T[],
  i: number,
  now: readonly T[],
  j: number,
): { i: number; j: number } | undefined {
  for (let steps = 1; steps <= 2 * REACH; steps += 1) {
    for (let a = Math.max(0, steps - REACH); a <= Math.min(steps, REACH); a += 1) {
      const b = steps - a
      if (i + a < before.length && j + b < now.length && before[i + a] === now[j + b])
        return { i: i + a, j: j + b }
    }
  }
  return undefined
}
