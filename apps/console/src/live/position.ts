/** A channel position in its parts (`<instance>:<sequence>`, see packages/api/src/channel.ts). */
export interface Position {
  readonly text: string
  readonly instance: string
  readonly sequence: number
}

/** Splits a position whose form the contract's schema has already checked. */
export function parsePosition(text: string): Position {
  const colon = text.lastIndexOf(':')
  return { text, instance: text.slice(0, colon), sequence: Number(text.slice(colon + 1)) }
}
