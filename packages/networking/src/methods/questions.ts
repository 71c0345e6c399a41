import type { WireProtocol } from './wish.ts'
import type { Answer } from './methods.ts'

/*
 * "Help me choose": few questions that lead to one of the four answers. The table is the whole of it; a question is
 * asked when the ones before it do not settle the answer.
 */

export const QUESTION_IDS = ['what', 'how-many', 'speaks', 'ports'] as const

export type QuestionId = (typeof QUESTION_IDS)[number]

export interface Option {
  readonly value: string
  readonly label: string
  readonly detail?: string
}

export interface Question {
  readonly id: QuestionId
  readonly text: string
  readonly options: readonly Option[]
}

/** What was answered so far, by question; anything else in it is left alone. */
export type Choices = Readonly<Partial<Record<QuestionId, string>>>

export interface Conclusion {
  readonly answer: Answer
  /** One sentence: why this answer. */
  readonly why: string
  readonly protocol?: WireProtocol
}

const QUESTIONS: Readonly<Record<QuestionId, Question>> = {
  what: {
    id: 'what',
    text: 'Who connects to it?',
    options: [
      { value: 'browsers', label: 'Browsers, or programs that call a web API' },
      { value: 'people', label: 'People who log in', detail: 'SSH, remote desktop' },
      { value: 'programs', label: 'Other programs', detail: 'Databases, games, brokers, mail, DNS' },
    ],
  },
  'how-many': {
    id: 'how-many',
    text: 'How many services will share an address?',
    options: [
      { value: 'one', label: 'One, or each gets its own' },
      { value: 'several', label: 'Several on one address', detail: 'Each on its own port' },
    ],
  },
  speaks: {
    id: 'speaks',
    text: 'What does it speak?',
    options: [
      { value: 'http', label: 'HTTP or HTTPS', detail: 'Web sites, REST, WebSocket' },
      { value: 'grpc', label: 'gRPC' },
      { value: 'tls', label: 'TLS with its own certificate', detail: 'Clients name the host they want' },
      { value: 'tcp', label: 'Something else over TCP' },
      { value: 'udp', label: 'Something over UDP' },
    ],
  },
  ports: {
    id: 'ports',
    text: 'Which ports must be open?',
    options: [
      { value: 'all', label: 'Every port', detail: 'As if the VM stood in the Internet itself' },
      { value: 'few', label: 'A few, such as 22', detail: 'The rest stays closed' },
    ],
  },
}

/** The question to ask next; undefined when the answer is settled. */
export function nextQuestion(choices: Choices): Question | undefined {
  switch (valid('what', choices)) {
    case undefined:
      return QUESTIONS.what
    case 'browsers':
      return valid('speaks', choices) === undefined ? QUESTIONS.speaks : undefined
    case 'people':
      return valid('ports', choices) === undefined ? QUESTIONS.ports : undefined
    default:
      if (valid('speaks', choices) === undefined) return QUESTIONS.speaks
      return valid('how-many', choices) === undefined ? QUESTIONS['how-many'] : undefined
  }
}

/** The questions that are answered on the way, in the order in which they were asked, and the one to ask next. */
export function askedQuestions(choices: Choices): readonly Question[] {
  const asked: Question[] = []
  for (let known: Choices = {}; ;) {
    const question = nextQuestion(known)
    if (!question) return asked
    asked.push(question)
    const value = valid(question.id, choices)
    if (value === undefined) return asked
    known = { ...known, [question.id]: value }
  }
}

/** A choice that the question offers; what an address bar holds may be anything. */
function valid(id: QuestionId, choices: Choices): string | undefined {
  const value = choices[id]
  return QUESTIONS[id].options.some((option) => option.value === value) ? value : undefined
}

const WEB = new Set(['http', 'grpc'])

/** What the choices amount to; undefined while a question is open. */
export function conclusion(choices: Choices): Conclusion | undefined {
  if (nextQuestion(choices)) return undefined
  const protocol = wire(valid('speaks', choices))
  const spoken = protocol === undefined ? {} : { protocol }
  switch (valid('what', choices)) {
    case 'browsers':
      return protocol === 'tcp' || protocol === 'udp'
        ? {
            answer: 'service',
            why: 'It is neither HTTP nor TLS by hostname, so it needs ports of its own.',
            ...spoken,
          }
        : {
            answer: 'web',
            why: 'Clients ask for it by hostname, and the Gateway tells them apart.',
            ...spoken,
          }
    case 'people':
      return valid('ports', choices) === 'all'
        ? { answer: 'machine', why: 'A VM with every port open needs an address to itself.' }
        : {
            answer: 'service',
            why: 'A few ports are safer through a load balancer than a whole address.',
            protocol: 'tcp',
          }
    default:
      if (valid('how-many', choices) === 'several') {
        return { answer: 'several', why: 'One address serves them all, each on its own port.', ...spoken }
      }
      return protocol !== undefined && WEB.has(protocol)
        ? {
            answer: 'web',
            why: 'Clients ask for it by hostname, and the Gateway tells them apart.',
            ...spoken,
          }
        : {
            answer: 'service',
            why: 'It has a protocol of its own, so it needs an address and a port.',
            ...spoken,
          }
  }
}

function wire(value: string | undefined): WireProtocol | undefined {
  switch (value) {
    case 'http':
    case 'grpc':
    case 'tls':
    case 'tcp':
    case 'udp':
      return value
    default:
      return undefined
  }
}
