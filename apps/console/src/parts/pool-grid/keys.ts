import type { GridMove } from '@kube-dc/networking/pools/grid-move'
import type { KeyboardEvent } from 'react'

const MOVES: Readonly<Record<string, GridMove>> = {
  ArrowLeft: 'before',
  ArrowRight: 'after',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'row-start',
  End: 'row-end',
  PageUp: 'top',
  PageDown: 'bottom',
}

/** Where a key leads in a grid; undefined for keys that mean something else, such as those with Alt. */
export function moveOf(event: KeyboardEvent): GridMove | undefined {
  if (event.altKey || event.metaKey || event.shiftKey) return undefined
  if (event.ctrlKey) return event.key === 'Home' ? 'first' : event.key === 'End' ? 'last' : undefined
  return Object.hasOwn(MOVES, event.key) ? MOVES[event.key] : undefined
}
