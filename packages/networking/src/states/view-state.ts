import { isProven, unprovenWords, type Path } from '../paths/path.ts'
import type { Finding } from '../rules/finding.ts'

/** Everything that a row, its filter and its panel say about how a joined view does. */
export interface ViewState {
  /** `ok` only where every station is proven; `unknown` where nothing is wrong as far as it can be seen. */
  readonly state: 'ok' | 'waiting' | 'broken' | 'unknown'
  /** In one short sentence, without the name: the row has it. */
  readonly reason: string
  /** It works, and somebody should look. Shown in the colour of waiting. */
  readonly notice: boolean
  readonly path: Path
  /** Root causes first, each followed by what it explains. */
  readonly findings: readonly Finding[]
}

/**
 * The state from findings and path: the worst root cause decides; without one, only a path that is proven from end to
 * end is ok.
 *
 * @param ready what to say when all is well.
 */
export function viewState(findings: readonly Finding[], path: Path, ready: string): ViewState {
  const [first] = findings
  const rest = { path, findings }
  if (first?.severity === 'broken' || first?.severity === 'waiting') {
    return { state: first.severity, reason: first.short, notice: false, ...rest }
  }
  const unproven = unprovenWords(path)
  if (unproven !== undefined) return { state: 'unknown', reason: unproven, notice: false, ...rest }
  if (!isProven(path)) {
    const hop = path.hops.find(({ state }) => state === 'waiting' || state === 'broken')
    return { state: 'waiting', reason: hop?.reason ?? 'Not ready yet', notice: false, ...rest }
  }
  const partly = path.hops.find(({ state }) => state === 'partly')
  const members = partly?.members ?? []
  const count = members.filter(({ state }) => state === 'ok').length
  if (first?.severity === 'notice') return { state: 'ok', reason: first.short, notice: true, ...rest }
  if (partly)
    return { state: 'ok', reason: `${count} of ${members.length} endpoints ready`, notice: true, ...rest }
  return { state: 'ok', reason: ready, notice: false, ...rest }
}
