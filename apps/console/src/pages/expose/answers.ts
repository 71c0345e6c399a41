import { ANSWERS, type Answer } from '@kube-dc/networking/methods/methods'
import { QUESTION_IDS, type Choices } from '@kube-dc/networking/methods/questions'
import { WIRE_PROTOCOLS, type WireProtocol } from '@kube-dc/networking/methods/wish'
import type { Method } from '@kube-dc/networking/joins/views'
import { METHODS } from '@kube-dc/networking/methods/methods'

/** What was answered so far, as the URL holds it: it survives reload, back and sharing. */
export interface Answers {
  readonly answer: Answer | undefined
  /** Name of a target's view: `vm/broker-1`. */
  readonly target: string
  /** External IP that another service is put behind; empty: none is meant. */
  readonly beside: string
  readonly port: number | undefined
  readonly protocol: WireProtocol | undefined
  readonly from: 'internet' | 'platform'
  /** Chosen instead of the recommended one. */
  readonly method: Method | undefined
  /** The questions are shown. */
  readonly helping: boolean
  readonly choices: Choices
}

/** Reads a query; values that it does not know are left out. */
export function readAnswers(query: URLSearchParams): Answers {
  const port = Number(query.get('port'))
  return {
    answer: ANSWERS.find((one) => one === query.get('answer')),
    target: query.get('target') ?? '',
    beside: query.get('beside') ?? '',
    port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined,
    protocol: WIRE_PROTOCOLS.find((one) => one === query.get('protocol')),
    from: query.get('from') === 'platform' ? 'platform' : 'internet',
    method: METHODS.find((one) => one === query.get('method')),
    helping: query.has('help'),
    choices: Object.fromEntries(
      QUESTION_IDS.flatMap((id) => {
        const value = query.get(id)
        return value === null ? [] : [[id, value]]
      }),
    ),
  }
}

/** The query with some values set, and those that are empty taken out. */
export function withAnswers(
  query: URLSearchParams,
  values: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(query)
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  }
  return next
}
