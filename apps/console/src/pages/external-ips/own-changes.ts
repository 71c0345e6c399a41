import type { ExternalIpRow } from './rows.ts'

/** A change that this tab has asked for comes back to it within this many milliseconds. */
const COMES_BACK_WITHIN = 3000

const changed = new Map<string, number>()

function key({
  namespace = '',
  name,
}: {
  readonly namespace?: string | undefined
  readonly name: string
}): string {
  return `${namespace}/${name}`
}

/** Says before a change is sent that it will be ours: the live channel may bring it before the answer comes. */
export function markOwnChange(namespace: string, name: string): void {
  changed.set(key({ namespace, name }), Date.now())
}

/** Whether nobody else changed a row: this tab did, or only the rules judge it anew. The table marks the others. */
export function isQuietChange({ ip, rejudged }: ExternalIpRow): boolean {
  if (rejudged) return true
  const at = changed.get(key(ip.meta))
  if (at === undefined) return false
  if (Date.now() - at < COMES_BACK_WITHIN) return true
  changed.delete(key(ip.meta))
  return false
}
