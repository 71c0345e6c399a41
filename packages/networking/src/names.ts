import { z } from 'zod'

/** Longest name the console gives out: names end up in labels, which hold 63 characters [Kubernetes]. */
export const MAX_NAME_LENGTH = 63

const START_OR_END = /^[^a-z0-9]|[^a-z0-9]$/

/**
 * What is wrong with a name for a new object, in words for the person who typed it; undefined when nothing is.
 *
 * Source: RFC 1123 label, the stricter of the two forms that Kubernetes takes for object names.
 */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'Enter a name.'
  if (/[A-Z]/.test(name)) return 'Use lower case letters: upper case is not allowed in names.'
  const odd = /[^a-z0-9-]/u.exec(name)
  if (odd) return `Use lower case letters, digits and dashes: “${odd[0]}” is not allowed.`
  if (START_OR_END.test(name)) return 'Start and end with a letter or a digit.'
  if (name.length > MAX_NAME_LENGTH) {
    return `Use at most ${MAX_NAME_LENGTH} characters: this name has ${name.length}.`
  }
  return undefined
}

/** A name for a new object; the same words in forms and in the server's answers. */
export const objectName = z.string({ error: 'Enter a name.' }).superRefine((name, context) => {
  const problem = nameProblem(name)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/**
 * What is wrong with a name for a new Service, which begins with a letter beside all that holds for names.
 *
 * Source: RFC 1035 label, which Kubernetes demands of Services because their names are host names.
 */
export function serviceNameProblem(name: string): string | undefined {
  return (
    nameProblem(name) ??
    (/^[0-9]/.test(name) ? 'Start with a letter: names of Services become host names.' : undefined)
  )
}

/** A name for a new Service. */
export const serviceName = z.string({ error: 'Enter a name.' }).superRefine((name, context) => {
  const problem = serviceNameProblem(name)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** The first of `base`, `base-2`, `base-3`, … that is not taken. */
export function freeName(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base
  for (let n = 2; ; n += 1) {
    const name = `${base}-${n}`
    if (!taken.has(name)) return name
  }
}

/**
 * A free name for a new Service or what else is made for something, after the name of that: letters that names do not
 * take become dashes, and it always begins with a letter.
 */
export function nameAfter(thing: string, taken: ReadonlySet<string>): string {
  const plain = thing
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, MAX_NAME_LENGTH - 4)
    .replace(/-+$/, '')
  return freeName(plain === '' ? 'app' : plain, taken)
}
