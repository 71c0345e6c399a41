import { z } from 'zod'

/** Ranges on the screen, as they are typed; the id keeps a field's place while others come and go. */
export const rangeRows = z.array(z.object({ id: z.number(), text: z.string() })).readonly()

export type RangeRows = z.infer<typeof rangeRows>

export function withRow(rows: RangeRows, text = ''): RangeRows {
  return [...rows, { id: Math.max(0, ...rows.map(({ id }) => id)) + 1, text }]
}
