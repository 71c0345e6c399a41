/**
 * Kubernetes' rules for names, labels and annotations, each giving the API server's own words for what is wrong.
 * An empty list means valid. Source: k8s.io/apimachinery/pkg/util/validation, worded as v1.34 answers.
 */

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${QUALIFIED})?`
const CONFIG_KEY = '[-._a-zA-Z0-9]+'

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`)
const label = whole(LABEL)
const subdomain = whole(SUBDOMAIN)
const qualifiedPart = whole(QUALIFIED)
const labelValueForm = whole(LABEL_VALUE)
const configKeyForm = whole(CONFIG_KEY)

/** A rule for names of one kind of object. */
export type NameRule = (name: string, isPrefix: boolean) => string[]

const tooLong = (limit: number) => `must be no more than ${limit} characters`

function form(text: string, pattern: string, ...examples: string[]): string {
  const quoted = examples.map((example) => `'${example}'`).join(',  or ')
  return `${text} (e.g. ${quoted}, regex used for validation is '${pattern}')`
}

/** With `generateName` a trailing dash is fine: more follows. */
function masked(name: string, isPrefix: boolean): string {
  return isPrefix && name.length > 1 && name.endsWith('-') ? `${name.slice(0, -1)}a` : name
}

export const dnsSubdomain: NameRule = (name, isPrefix) => {
  const text = masked(name, isPrefix)
  return [
    ...(text.length > 253 ? [tooLong(253)] : []),
    ...(subdomain.test(text)
      ? []
      : [
          form(
            "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
            SUBDOMAIN,
            'example.com',
          ),
        ]),
  ]
}

export const dnsLabel: NameRule = (name, isPrefix) => {
  const text = masked(name, isPrefix)
  const problems = text.length > 63 ? [tooLong(63)] : []
  if (label.test(text)) return problems
  if (subdomain.test(text)) return [...problems, 'must not contain dots']
  const words = form(
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
    LABEL,
    'my-name',
    '123-abc',
  )
  return [...problems, words]
}

const LABEL_1035 = '[a-z]([-a-z0-9]*[a-z0-9])?'
const label1035 = whole(LABEL_1035)

/** Services: a DNS label that does not start with a digit. */
export const dns1035Label: NameRule = (name, isPrefix) => {
  const text = masked(name, isPrefix)
  const problems = text.length > 63 ? [tooLong(63)] : []
  if (label1035.test(text)) return problems
  const words = form(
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
    LABEL_1035,
    'my-name',
    'abc-123',
  )
  return [...problems, words]
}

/** Names of ports that other objects refer to (IANA service names). */
export function portName(text: string): string[] {
  const problems = text.length > 15 ? [tooLong(15)] : []
  if (!/^[-a-z0-9]+$/i.test(text)) {
    problems.push('must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)')
    return problems
  }
  if (!/[a-z]/i.test(text)) problems.push('must contain at least one letter (a-z)')
  if (text.includes('--')) problems.push('must not contain consecutive hyphens')
  if (text.startsWith('-') || text.endsWith('-')) problems.push('must not begin or end with a hyphen')
  return problems
}

/** RBAC objects: anything that fits one path segment. */
export const pathSegment: NameRule = (name, isPrefix) => {
  if (!isPrefix && (name === '.' || name === '..')) return [`may not be '${name}'`]
  return ['/', '%'].filter((odd) => name.includes(odd)).map((odd) => `may not contain '${odd}'`)
}

/** Label keys, annotation keys and finalizers: `[subdomain/]name`. */
export function qualifiedName(text: string): string[] {
  const full = form(
    "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
    QUALIFIED,
    'MyName',
    'my.name',
    '123-abc',
  )
  const parts = text.split('/')
  if (parts.length > 2) {
    return [`${full} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`]
  }
  const name = parts.at(-1) ?? ''
  const prefix = parts.length === 2 ? (parts[0] ?? '') : undefined
  const errors: string[] = []
  if (prefix === '') errors.push('prefix part must be non-empty')
  else if (prefix !== undefined)
    errors.push(...dnsSubdomain(prefix, false).map((error) => `prefix part ${error}`))
  if (name === '') errors.push('name part must be non-empty')
  else if (name.length > 63) errors.push(`name part ${tooLong(63)}`)
  if (!qualifiedPart.test(name)) {
    errors.push(
      form(
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        QUALIFIED,
        'MyName',
        'my.name',
        '123-abc',
      ),
    )
  }
  return errors
}

export function labelValue(text: string): string[] {
  return [
    ...(text.length > 63 ? [tooLong(63)] : []),
    ...(labelValueForm.test(text)
      ? []
      : [
          form(
            "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
            LABEL_VALUE,
            'MyValue',
            'my_value',
            '12345',
          ),
        ]),
  ]
}

/** Keys of ConfigMaps and Secrets. */
export function configKey(text: string): string[] {
  if (text.length > 253) return [tooLong(253)]
  if (!configKeyForm.test(text)) {
    return [
      form(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
        CONFIG_KEY,
        'key.name',
        'KEY_NAME',
        'key-name',
      ),
    ]
  }
  if (text === '.' || text === '..') return [`must not be '${text}'`]
  return text.startsWith('..') ? ["must not start with '..'"] : []
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789'
const SUFFIX_LENGTH = 5
const MAX_GENERATED_BASE = 63 - SUFFIX_LENGTH

/** A name from `generateName`: the base, cut to fit a label, and five random letters that spell no words. */
export function generateName(base: string, random: () => number = Math.random): string {
  let suffix = ''
  for (let n = 0; n < SUFFIX_LENGTH; n += 1) {
    suffix += SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)] ?? 'b'
  }
  return base.slice(0, MAX_GENERATED_BASE) + suffix
}
