import { describe, expect, it } from 'vitest'

/** Texts of the sources and of the style sheets, by their path from the root of the console. */
const SOURCES = import.meta.glob<string>('/src/**/*.tsx', { query: '?raw', import: 'default', eager: true })
const SHEETS = import.meta.glob<string>('/src/**/*.module.css', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Each source that imports a CSS module, with the path of that module. */
const users = Object.entries(SOURCES).flatMap(([file, source]) => {
  const [, sheet] = /import styles from '(.+\.module\.css)'/.exec(source) ?? []
  return sheet === undefined ? [] : [{ file, source, sheet: new URL(sheet, `file://${file}`).pathname }]
})

function definedIn(sheet: string): ReadonlySet<string> {
  const css = (SHEETS[sheet] ?? '').replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return new Set([...css.matchAll(/\.([a-zA-Z][\w-]*)(?=[^{}]*\{)/g)].map(([, name = '']) => name))
}

/** Whether a source reads classes by a computed name that may be this one: styles[state], styles[`tint-${state}`]. */
function computes(source: string, name: string): boolean {
  return [...source.matchAll(/styles\[(?:`([\w-]*)\$\{|\w)/g)].some(([, prefix = '']) =>
    name.startsWith(prefix),
  )
}

// TypeScript takes any name for a class of a CSS module, so a wrong one would only be seen by eye.
describe('class names of CSS modules', () => {
  it.each(users)('$file uses classes that exist', ({ source, sheet }) => {
    const defined = definedIn(sheet)
    const used = [...source.matchAll(/styles\.(\w+)/g)].map(([, name = '']) => name)
    expect(used.filter((name) => !defined.has(name))).toEqual([])
  })

  it.each(Object.keys(SHEETS))('%s has no class that nothing uses', (sheet) => {
    const sources = users.filter((user) => user.sheet === sheet).map(({ source }) => source)
    const unused = [...definedIn(sheet)].filter(
      (name) => !sources.some((source) => source.includes(`styles.${name}`) || computes(source, name)),
    )
    expect(unused).toEqual([])
  })
})
