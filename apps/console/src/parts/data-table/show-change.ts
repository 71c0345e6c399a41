/** As long as the flash takes; a row that scrolls into view later has missed it. */
const SHOWN_MS = 1600

/**
 * Lets a row flash once because its object came just now. The style sheet has two names for the same animation: going
 * from one to the other starts it again for a second change.
 *
 * @param arrivedAt as of `performance.now()`; undefined for what was there from the start.
 */
export function showChange(row: HTMLElement, arrivedAt: number | undefined): void {
  if (arrivedAt === undefined || performance.now() - arrivedAt > SHOWN_MS) return
  row.dataset['changed'] = row.dataset['changed'] === 'once' ? 'again' : 'once'
}
