/** Inclusive run of IPv4 addresses, each as an unsigned 32-bit number. */
export interface Span {
  readonly first: number
  readonly last: number
}

/** What a Subnet's spec says about its addresses, with the exclusions in the form Kube-OVN gives them. */
export interface Plot {
  /** Host addresses: without the network and the broadcast address, which are never given out. */
  readonly hosts: Span
  /** Excluded addresses inside `hosts`, merged and ascending; the gateway is always among them (kube-dc.md §3). */
  readonly excluded: readonly Span[]
  /** Exclusions of the IPv6 part as written: the lab gives out none of its addresses. */
  readonly v6Excludes: readonly string[]
}

/** The figures of `Subnet.status` (kube-dc.md §3, Counters). */
export interface Figures {
  readonly v4availableIPs: number
  readonly v4availableIPrange: string
  readonly v4usingIPs: number
  readonly v4usingIPrange: string
}

const OCTET = /^(?:0|[1-9]\d{0,2})$/

/** @throws {Error} when the text is not a dotted IPv4 address. */
export function parseAddress(text: string): number {
  const octets = text.split('.')
  if (octets.length !== 4 || !octets.every((octet) => OCTET.test(octet) && Number(octet) <= 255)) {
    throw new Error(`"${text}" is not an IPv4 address`)
  }
  return octets.reduce((sum, octet) => sum * 256 + Number(octet), 0)
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.')
}

/** The IPv4 part of a text that may name both families with a comma between; undefined where there is none. */
export function v4Of(text: string): string | undefined {
  return text
    .split(',')
    .map((part) => part.trim())
    .find((part) => part !== '' && !isV6(part))
}

function isV6(text: string): boolean {
  return text.includes(':')
}

/** Every host address of a CIDR. Host bits in the text are ignored, as the API accepts them (kube-dc.md §7). */
export function hostsOf(cidr: string): Span {
  const [base = '', length = ''] = cidr.split('/')
  const prefix = Number(length)
  if (!/^\d{1,2}$/.test(length) || prefix > 30) throw new Error(`"${cidr}" is not an IPv4 range with hosts`)
  const size = 2 ** (32 - prefix)
  const network = Math.floor(parseAddress(base) / size) * size
  return { first: network + 1, last: network + size - 2 }
}

/** One entry of `excludeIps`: a single address or `a..b`. */
export function parseSpan(text: string): Span {
  const [first = '', last = first] = text.split('..')
  return { first: parseAddress(first), last: parseAddress(last) }
}

function mergeSpans(spans: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => a.first - b.first)) {
    const before = merged.at(-1)
    if (before && span.first <= before.last + 1) {
      merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, span.last) }
    } else merged.push(span)
  }
  return merged
}

function spanSize({ first, last }: Span): number {
  return last - first + 1
}

/**
 * Reads a Subnet's ranges: of two families the IPv4 one.
 *
 * @throws {Error} naming the text that is not an address or range.
 */
export function plotOf(spec: { cidrBlock: string; gateway?: string; excludeIps?: readonly string[] }): Plot {
  const hosts = hostsOf(v4Of(spec.cidrBlock) ?? spec.cidrBlock)
  const written = spec.excludeIps ?? []
  const gateways = (spec.gateway ?? '').split(',').filter((text) => text !== '')
  const excludes = [...written, ...gateways].filter((text) => !isV6(text)).map(parseSpan)
  const inside = excludes
    .map(({ first, last }) => ({ first: Math.max(first, hosts.first), last: Math.min(last, hosts.last) }))
    .filter(({ first, last }) => first <= last)
  const v6Excludes = [...new Set([...written, ...gateways].filter(isV6))]
  return { hosts, excluded: mergeSpans(inside), v6Excludes }
}

/** The exclusions as Kube-OVN writes them back into the spec: merged, sorted, `a..b` or a single address. */
export function formatExcludes({ excluded, v6Excludes }: Plot): string[] {
  const texts = excluded.map(({ first, last }) =>
    first === last ? formatAddress(first) : `${formatAddress(first)}..${formatAddress(last)}`,
  )
  return [...texts, ...v6Excludes]
}

function formatRange(spans: readonly Span[]): string {
  return spans
    .map(({ first, last }) =>
      first === last ? formatAddress(first) : `${formatAddress(first)}-${formatAddress(last)}`,
    )
    .join(',')
}

/**
 * Who holds which address of one Subnet. An address may be *recorded* for several holders, because objects written by
 * hand may say so and the figures must show it; it is *given out* to one holder only.
 *
 * Giving out moves a cursor through the range, so addresses that became free are used again last, as Kube-OVN does.
 */
export class AddressBook {
  #plot: Plot
  readonly #holders = new Map<number, Set<string>>()
  readonly #addresses = new Map<string, number>()
  #cursor: number

  constructor(plot: Plot) {
    this.#plot = plot
    this.#cursor = plot.hosts.first
  }

  get plot(): Plot {
    return this.#plot
  }

  /** Takes over changed ranges. Exclusions affect what is given out later and never evict (kube-dc.md §3). */
  replot(plot: Plot): void {
    this.#plot = plot
    if (this.#cursor < plot.hosts.first || this.#cursor > plot.hosts.last) this.#cursor = plot.hosts.first
  }

  addressOf(holder: string): string | undefined {
    const address = this.#addresses.get(holder)
    return address === undefined ? undefined : formatAddress(address)
  }

  /** Records what an object says, whoever else holds the address. */
  record(holder: string, text: string): void {
    const address = parseAddress(text)
    if (this.#addresses.get(holder) === address) return
    this.release(holder)
    this.#addresses.set(holder, address)
    const holders = this.#holders.get(address)
    if (holders) holders.add(holder)
    else this.#holders.set(address, new Set([holder]))
  }

  release(holder: string): void {
    const address = this.#addresses.get(holder)
    if (address === undefined) return
    this.#addresses.delete(holder)
    const holders = this.#holders.get(address)
    holders?.delete(holder)
    if (holders?.size === 0) this.#holders.delete(address)
  }

  /**
   * Gives the holder one free address and records it; the same one when it has one already.
   *
   * @returns undefined when no address is free.
   */
  give(holder: string): string | undefined {
    const has = this.addressOf(holder)
    if (has !== undefined) return has
    const free =
      this.#freeBetween(this.#cursor, this.#plot.hosts.last) ??
      this.#freeBetween(this.#plot.hosts.first, this.#cursor - 1)
    if (free === undefined) return undefined
    this.#cursor = free === this.#plot.hosts.last ? this.#plot.hosts.first : free + 1
    this.record(holder, formatAddress(free))
    return formatAddress(free)
  }

  /** Gives the holder this very address: false when it is taken, excluded or outside the range. */
  giveExactly(holder: string, text: string): boolean {
    const address = parseAddress(text)
    const { hosts, excluded } = this.#plot
    const others = [...(this.#holders.get(address) ?? [])].some((other) => other !== holder)
    const inside = address >= hosts.first && address <= hosts.last
    if (others || !inside || excluded.some(({ first, last }) => address >= first && address <= last))
      return false
    this.record(holder, text)
    return true
  }

  /**
   * The figures as Kube-OVN writes them: addresses in use are counted as holders, so an address held twice counts
   * twice, and one excluded while held is subtracted twice from the free ones, which are floored at zero.
   */
  figures(): Figures {
    const { hosts, excluded } = this.#plot
    const using = this.#addresses.size
    const free = spanSize(hosts) - excluded.reduce((sum, span) => sum + spanSize(span), 0) - using
    const used = [...this.#holders.keys()]
      .sort((a, b) => a - b)
      .map((address) => ({ first: address, last: address }))
    const usedSpans = mergeSpans(used)
    return {
      v4availableIPs: Math.max(free, 0),
      v4availableIPrange: formatRange(this.#gaps(mergeSpans([...usedSpans, ...excluded]))),
      v4usingIPs: using,
      v4usingIPrange: formatRange(usedSpans),
    }
  }

  #gaps(taken: readonly Span[]): Span[] {
    const { hosts } = this.#plot
    const gaps: Span[] = []
    let next = hosts.first
    for (const { first, last } of taken) {
      if (first > next) gaps.push({ first: next, last: Math.min(first - 1, hosts.last) })
      next = Math.max(next, last + 1)
    }
    if (next <= hosts.last) gaps.push({ first: next, last: hosts.last })
    return gaps
  }

  #freeBetween(first: number, last: number): number | undefined {
    for (let address = first; address <= last; address += 1) {
      const span = this.#plot.excluded.find((span) => address >= span.first && address <= span.last)
      if (span) address = span.last
      else if (!this.#holders.has(address)) return address
    }
    return undefined
  }
}
