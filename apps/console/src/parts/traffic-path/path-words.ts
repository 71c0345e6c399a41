import { STATE_WORDS, type GlyphState } from '../StateGlyph.tsx'
import type { ConnectorState, Path, PathConnector, PathHop, PathMember, PathState } from './types.ts'

/** The glyph of a state: partly ready looks like waiting. */
export function glyphOf(state: PathState): GlyphState {
  return state === 'partly' ? 'waiting' : state
}

/** The state in a word. */
export function stateWord(state: PathState): string {
  return state === 'partly' ? 'Partly ready' : STATE_WORDS[state]
}

/** "12 of 14 ready". */
function readyWords(members: readonly PathMember[]): string {
  const ready = members.filter(({ state }) => state === 'ok').length
  return `${ready.toLocaleString('en')} of ${members.length.toLocaleString('en')} ready`
}

/** What a hop is called: by its name, by how many of its members are ready, or by its being hidden. */
export function hopName({ name, members, state }: PathHop): string {
  return name ?? (members ? readyWords(members) : stateWord(state))
}

/**
 * The connector between two hops as it is drawn: beside a hidden hop nobody can know what passes, whatever the data say.
 * What is missing does not pass.
 */
export function connectorAfter({ hops, connectors }: Path, index: number): PathConnector {
  const connector = connectors[index] ?? { state: 'stops' }
  const hidden = hops[index]?.state === 'hidden' || hops[index + 1]?.state === 'hidden'
  return hidden ? { ...connector, state: 'stops' } : connector
}

const CONNECTOR_WORDS: Readonly<Record<ConnectorState, string>> = {
  passes: 'Traffic passes',
  waits: 'Traffic will pass when the wait ends',
  stops: 'Not proven that traffic passes',
  new: 'Traffic will pass once it is made',
}

/** Whether traffic goes on, and as what: "Traffic passes, as 100.72.0.23". */
export function connectorWords({ state, label }: PathConnector): string {
  return [CONNECTOR_WORDS[state], label].filter((words) => words !== undefined).join(', ')
}

/** Everything that the picture of one hop says: "External IP uplink-a, 203.0.113.14: ready". */
export function hopWords(hop: PathHop): string {
  const thing = [hop.kind, hopName(hop)].filter(Boolean).join(' ')
  const subject = [thing, hop.detail].filter(Boolean).join(', ')
  const state = hop.state === 'end' || hop.name === undefined ? undefined : stateWord(hop.state).toLowerCase()
  const about = [state, hop.reason].filter(Boolean).join(', ')
  return about === '' ? subject : `${subject}: ${about}`
}

/** The path as sentences, which say what its picture says. */
export function pathWords(path: Path): string {
  return path.hops
    .map((hop, index) =>
      index === 0
        ? // Where it begins is mostly of the kind “From” itself.
          `${hop.kind === 'From' ? '' : 'From '}${hopWords(hop)}.`
        : `${connectorWords(connectorAfter(path, index - 1))}, to ${hopWords(hop)}.`,
    )
    .join(' ')
}
