export type Compare<T> = (a: T, b: T) => number

/** Above this many changes at once, one pass over the list is cheaper than finding each place by itself. */
const FEW = 64

/** Where an item stands, or would stand, in a sorted list. */
function place<T>(list: readonly T[], item: T, compare: Compare<T>): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const candidate = list[middle]
    if (candidate !== undefined && compare(candidate, item) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * A sorted list without some items and with others, sorted again; the list itself stays as it was.
 *
 * @param compare must be a total order: no two different items are equal.
 */
export function patchSorted<T>(
  list: readonly T[],
  gone: readonly T[],
  came: readonly T[],
  compare: Compare<T>,
): readonly T[] {
  if (gone.length === 0 && came.length === 0) return list
  if (gone.length + came.length <= FEW) {
    const patched = list.slice()
    for (const item of gone) {
      const at = place(patched, item, compare)
      if (patched[at] === item) patched.splice(at, 1)
    }
    for (const item of came) patched.splice(place(patched, item, compare), 0, item)
    return patched
  }
  const leaving = new Set(gone)
  return list
    .filter((item) => !leaving.has(item))
    .concat(came)
    .sort(compare)
}
