/** Bookkeeping of who set which field is left out: it would hide the rest. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => (key === 'managedFields' ? undefined : value))
  } catch {
    return text
  }
}
