import { useMatches, type Params } from 'react-router'

/** What routes say about themselves; the deepest that says something counts. */
export interface RouteHandle {
  /** Names the place, most particular first: "External IPs, edge, nimbus". */
  readonly title?: (params: Params) => string
  /** A page of its own: going to another one moves focus to its title. Panels and dialogs mind their own focus. */
  readonly page?: string | ((params: Params) => string)
}

/** The compiler's check of a handle, as routes take anything. */
export function handle(definition: RouteHandle): RouteHandle {
  return definition
}

function isHandle(value: unknown): value is RouteHandle {
  return typeof value === 'object' && value !== null && ('title' in value || 'page' in value)
}

/** Title and page of the place that the URL names. */
export function usePlace(): { title: string; page: string } {
  const handles = useMatches().flatMap((match) =>
    isHandle(match.handle) ? [{ handle: match.handle, params: match.params }] : [],
  )
  const titled = handles.findLast((entry) => entry.handle.title)
  const paged = handles.findLast((entry) => entry.handle.page)
  const page = paged?.handle.page
  return {
    title: titled?.handle.title?.(titled.params) ?? 'Kube-DC networking',
    // The same page of another Project is another page.
    page: `${typeof page === 'function' ? page(paged?.params ?? {}) : page} ${paged?.params['organization']} ${paged?.params['project']}`,
  }
}
