import { isObject, shortText, type Json } from './json.ts'

type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'all' }
  | { readonly kind: 'filter'; readonly path: readonly Step[]; readonly value: string }

/** A compiled path: the values it leads to, in order. */
export type JsonPath = (value: Json) => Json[]

/**
 * Compiles the simple JSONPath that printer columns use: `.a.b`, `['a.b']`, `[0]`, `[*]`, `[?(@.type=="Ready")]`, with
 * a backslash before dots that belong to a name.
 *
 * @throws {Error} when the path has any other form.
 */
export function compileJsonPath(text: string): JsonPath {
  const steps = parseSteps(text)
  return (value) => walk(steps, [value])
}

const STEP =
  /^(?:\.((?:\\.|[^.[\\])+)|\['((?:[^'\\]|\\.)*)'\]|\[(\d+)\]|\[(\*)\]|\[\?\(@((?:\.(?:\\.|[^.[=\\\s])+)+)\s*==\s*["']([^"']*)["']\)\])/

function parseSteps(text: string): Step[] {
  const steps: Step[] = []
  let rest = text.startsWith('.') || text.startsWith('[') ? text : `.${text}`
  while (rest !== '') {
    const match = STEP.exec(rest)
    if (!match) throw new Error(`cannot read the JSONPath "${text}" from "${rest}" on`)
    const [whole, name, quoted, index, star, filterPath, filterValue] = match
    if (index !== undefined) steps.push({ kind: 'index', index: Number(index) })
    else if (star !== undefined) steps.push({ kind: 'all' })
    else if (filterPath !== undefined) {
      steps.push({ kind: 'filter', path: parseSteps(filterPath), value: filterValue ?? '' })
    } else steps.push({ kind: 'field', name: (name ?? quoted ?? '').replace(/\\(.)/g, '$1') })
    rest = rest.slice(whole.length)
  }
  return steps
}

function walk(steps: readonly Step[], from: readonly Json[]): Json[] {
  return steps.reduce<Json[]>((values, step) => values.flatMap((value) => take(step, value)), [...from])
}

function take(step: Step, value: Json): Json[] {
  switch (step.kind) {
    case 'field': {
      const found = isObject(value) && Object.hasOwn(value, step.name) ? value[step.name] : undefined
      return found === undefined || found === null ? [] : [found]
    }
    case 'index': {
      const found = Array.isArray(value) ? value[step.index] : undefined
      return found === undefined ? [] : [found]
    }
    case 'all':
      return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : []
    case 'filter':
      return Array.isArray(value)
        ? value.filter((item) => walk(step.path, [item]).some((found) => shortText(found) === step.value))
        : []
  }
}
