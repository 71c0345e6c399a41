/** `a`, `a and b`, `a, b and c`. */
export function list(items: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  const last = items.at(-1) ?? ''
  const rest = items.slice(0, -1)
  return rest.length === 0 ? last : `${rest.join(', ')} ${conjunction} ${last}`
}

/** Its first letter large, as it stands at the beginning. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** `1 address`, `3 addresses`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}
