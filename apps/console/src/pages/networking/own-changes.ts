import type { Row } from './rows.ts'

/** A change that this tab has asked for comes back to it within this many milliseconds. */
const COMES_BACK_WITHIN = 3000

const changed = new Map<string, number>()

interface Named {
  readonly namespace?: string | undefined
  readonly name: string
}

function key({ namespace = '', name }: Named): string {
  return `${namespace}/${name}`
}

/** Says before a change is sent that it will be ours: the live channel may bring it before the answer comes. */
export function markOwnChange(namespace: string, name: string): void {
  changed.set(key({ namespace, name }), Date.now())
}

/** Whether nobody else changed a row: this tab did, or only the rules judge it anew. The table marks the others. */
export function isQuietChange({ meta, quiet }: Row<unknown>): boolean {
  if (quiet) return true
  const at = changed.get(key(meta))
  if (at === undefined) return false
  if (Date.now() - at < COMES_BACK_WITHIN) return true
  changed.delete(key(meta))
  return false
}
