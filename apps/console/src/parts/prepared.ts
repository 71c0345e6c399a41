/**
 * Fetches the code of a part that shows on request, as soon as the pointer or focus is on what opens it. That it cannot
 * be had is told when it is opened.
 *
 * @param load the same function that `lazy` takes.
 */
export function prepared(load: () => Promise<unknown>): { onPointerEnter: () => void; onFocus: () => void } {
  const prepare = (): void => void load().catch(() => {})
  return { onPointerEnter: prepare, onFocus: prepare }
}
