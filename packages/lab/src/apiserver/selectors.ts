import { labelValue, qualifiedName } from './names.ts'
import { badRequest } from './status.ts'

/** One condition of a label selector. `exists` and `absent` have no values. */
export interface Requirement {
  readonly key: string
  readonly operator: 'in' | 'notin' | 'exists' | 'absent' | 'gt' | 'lt'
  readonly values: readonly string[]
}

type Labels = Readonly<Record<string, string>> | undefined

/** Whether labels fulfil every requirement. */
export function matchesLabels(requirements: readonly Requirement[], labels: Labels): boolean {
  return requirements.every(({ key, operator, values }) => {
    const value = labels && Object.hasOwn(labels, key) ? labels[key] : undefined
    switch (operator) {
      case 'in':
        return value !== undefined && values.includes(value)
      case 'notin':
        return value === undefined || !values.includes(value)
      case 'exists':
        return value !== undefined
      case 'absent':
        return value === undefined
      case 'gt':
      case 'lt': {
        if (value === undefined || !/^-?\d+$/.test(value)) return false
        return operator === 'gt'
          ? BigInt(value) > BigInt(values[0] ?? 0)
          : BigInt(value) < BigInt(values[0] ?? 0)
      }
    }
  })
}

const OPERATORS = new Set(['=', '==', '!=', 'in', 'notin', '>', '<'])

interface Tokens {
  peek(): string
  next(): string
}

/** Symbols stand for themselves; everything else up to a blank or symbol is one word. */
function tokenize(text: string): Tokens {
  const found = text.match(/==|!=|[=!<>(),]|[^\s=!<>(),]+/g) ?? []
  let position = 0
  return {
    peek: () => found[position] ?? '',
    next: () => found[position++] ?? '',
  }
}

const isWord = (token: string) => token !== '' && !/^[=!<>(),]/.test(token)

/**
 * Parses a `labelSelector` parameter.
 *
 * @throws {StatusError} 400 in the API server's words.
 */
export function parseLabelSelector(text: string): Requirement[] {
  const tokens = tokenize(text)
  const requirements: Requirement[] = []
  if (tokens.peek() === '') return requirements
  for (;;) {
    const token = tokens.peek()
    if (token !== '!' && !isWord(token)) {
      throw badRequest(`found '${token}', expected: !, identifier, or 'end of string'`)
    }
    requirements.push(parseRequirement(tokens))
    const separator = tokens.next()
    if (separator === '') return requirements
    if (separator !== ',') throw badRequest(`found '${separator}', expected: ',' or 'end of string'`)
    if (tokens.peek() !== '!' && !isWord(tokens.peek())) {
      throw badRequest(`found '${tokens.peek()}', expected: identifier after ','`)
    }
  }
}

function parseRequirement(tokens: Tokens): Requirement {
  const first = tokens.next()
  if (first === '!') {
    const key = tokens.next()
    if (!isWord(key)) throw unparsable(key, 'identifier')
    return checked({ key, operator: 'absent', values: [] })
  }
  const operator = tokens.peek()
  if (operator === '' || operator === ',') return checked({ key: first, operator: 'exists', values: [] })
  if (!OPERATORS.has(operator)) throw unparsable(operator, 'in, notin, =, ==, !=, gt, lt')
  tokens.next()
  if (operator === 'in' || operator === 'notin')
    return checked({ key: first, operator, values: parseSet(tokens) })
  const values = [parseValue(tokens)]
  if (operator === '>' || operator === '<') {
    return checked({ key: first, operator: operator === '>' ? 'gt' : 'lt', values })
  }
  return checked({ key: first, operator: operator === '!=' ? 'notin' : 'in', values })
}

/** @throws {StatusError} 400 for keys and values that no label can have. */
function checked(requirement: Requirement): Requirement {
  const { key, operator, values } = requirement
  const refuse = (field: string, value: string, why: string) =>
    badRequest(`unable to parse requirement: ${field}: Invalid value: ${JSON.stringify(value)}: ${why}`)
  const [keyProblem] = qualifiedName(key)
  if (keyProblem !== undefined) throw refuse('<nil>', key, keyProblem)
  values.forEach((value, n) => {
    if (operator === 'gt' || operator === 'lt') {
      if (/^[+-]?\d+$/.test(value)) return
      throw refuse(`values[${n}]`, value, "for 'Gt', 'Lt' operators, the value must be an integer")
    }
    const [problem] = labelValue(value)
    if (problem !== undefined) throw refuse(`values[${n}][${key}]`, value, problem)
  })
  return requirement
}

function parseValue(tokens: Tokens): string {
  const token = tokens.peek()
  if (token === '' || token === ',') return ''
  if (!isWord(token)) throw unparsable(token, 'identifier')
  return tokens.next()
}

function parseSet(tokens: Tokens): string[] {
  const open = tokens.next()
  // Kubernetes' only sentence of these without a comma.
  if (open !== '(') throw badRequest(`unable to parse requirement: found '${open}' expected: '('`)
  const values: string[] = []
  for (;;) {
    const token = tokens.next()
    if (token === ')') return values.length === 0 ? [''] : values
    if (token === ',') {
      if (values.length === 0) values.push('')
      if (tokens.peek() === ',' || tokens.peek() === ')') values.push('')
    } else if (isWord(token)) values.push(token)
    else throw unparsable(token, "',', ')' or identifier")
  }
}

function unparsable(found: string, expected: string) {
  return badRequest(`unable to parse requirement: found '${found}', expected: ${expected}`)
}

/** Writes requirements so that parsing them gives the same again. */
export function formatLabelSelector(requirements: readonly Requirement[]): string {
  return requirements
    .map(({ key, operator, values }) => {
      switch (operator) {
        case 'exists':
          return key
        case 'absent':
          return `!${key}`
        case 'gt':
          return `${key}>${values.join('')}`
        case 'lt':
          return `${key}<${values.join('')}`
        default:
          return `${key} ${operator} (${values.join(',')})`
      }
    })
    .join(',')
}

/** One condition of a field selector. */
export interface FieldRequirement {
  readonly field: string
  readonly value: string
  readonly negated: boolean
}

/**
 * Parses a `fieldSelector` parameter; which fields a kind knows is the kind's business.
 *
 * @throws {StatusError} 400 in the API server's words.
 */
export function parseFieldSelector(text: string): FieldRequirement[] {
  return splitUnescaped(text)
    .filter((term) => term !== '')
    .map((term) => {
      const match = /^([^=!]*)(!=|==|=)(.*)$/s.exec(term)
      if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`)
      const [, field = '', operator, value = ''] = match
      return { field, value: value.replace(/\\([\\,=])/g, '$1'), negated: operator === '!=' }
    })
}

/** Splits at commas that no backslash precedes. */
function splitUnescaped(text: string): string[] {
  return text.match(/(?:\\.|[^\\,])+/gs) ?? []
}
