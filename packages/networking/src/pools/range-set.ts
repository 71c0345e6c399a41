/** An inclusive run of addresses as numbers of any size: IPv6 has 128 bits. */
export interface AddressRange {
  readonly from: bigint
  readonly to: bigint
}

/**
 * A set of addresses as the fewest runs that hold it, ascending: a /8 is one run, not sixteen million members.
 * Immutable; every operation costs the number of runs.
 */
export class RangeSet {
  static readonly EMPTY = new RangeSet([])

  /** Ascending, disjoint, and never adjacent. */
  readonly ranges: readonly AddressRange[]
  readonly size: bigint

  private constructor(ranges: readonly AddressRange[]) {
    this.ranges = ranges
    this.size = ranges.reduce((sum, { from, to }) => sum + to - from + 1n, 0n)
  }

  /** The set of all addresses of these runs, in any order and overlapping as they may; reversed ones are empty. */
  static of(ranges: Iterable<AddressRange>): RangeSet {
    const sorted = [...ranges].filter(({ from, to }) => from <= to).sort((a, b) => compare(a.from, b.from))
    const merged: { from: bigint; to: bigint }[] = []
    for (const { from, to } of sorted) {
      const last = merged.at(-1)
      if (!last || from > last.to + 1n) merged.push({ from, to })
      else if (to > last.to) last.to = to
    }
    return new RangeSet(merged)
  }

  has(address: bigint): boolean {
    return this.rangeAt(address) !== undefined
  }

  /** The run that holds an address. */
  rangeAt(address: bigint): AddressRange | undefined {
    let low = 0
    let high = this.ranges.length - 1
    while (low <= high) {
      const middle = (low + high) >> 1
      const range = this.ranges[middle]
      if (!range) return undefined
      if (address < range.from) high = middle - 1
      else if (address > range.to) low = middle + 1
      else return range
    }
    return undefined
  }

  union(other: RangeSet): RangeSet {
    return RangeSet.of([...this.ranges, ...other.ranges])
  }

  intersect(other: RangeSet): RangeSet {
    const common: AddressRange[] = []
    let [i, j] = [0, 0]
    for (;;) {
      const [a, b] = [this.ranges[i], other.ranges[j]]
      if (!a || !b) return new RangeSet(common)
      const from = a.from > b.from ? a.from : b.from
      const to = a.to < b.to ? a.to : b.to
      if (from <= to) common.push({ from, to })
      if (a.to < b.to) i += 1
      else j += 1
    }
  }

  minus(other: RangeSet): RangeSet {
    const rest: AddressRange[] = []
    let j = 0
    for (const { from, to } of this.ranges) {
      let start = from
      while (j < other.ranges.length) {
        const cut = other.ranges[j]
        if (!cut || cut.from > to) break
        if (cut.to >= start) {
          if (cut.from > start) rest.push({ from: start, to: cut.from - 1n })
          start = cut.to + 1n
        }
        // A cut that reaches beyond this run cuts into the next one too.
        if (cut.to > to) break
        j += 1
      }
      if (start <= to) rest.push({ from: start, to })
    }
    return new RangeSet(rest)
  }

  equals(other: RangeSet): boolean {
    return (
      this.ranges.length === other.ranges.length &&
      this.ranges.every(({ from, to }, index) => {
        const range = other.ranges[index]
        return range?.from === from && range.to === to
      })
    )
  }
}

export function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
