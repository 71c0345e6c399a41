/** Encoded: it travels in a sealed cookie, of which browsers keep no more than 4,096 bytes. */
const MAX_LENGTH = 2_000
/** Any origin will do: it only shows whether a path leads away from it. */
const HERE = 'http://console.invalid'

/**
 * Where to go after signing in: a path of this console, or `/` for everything else. Whoever makes somebody sign in must
 * not choose where on the web they end up.
 */
export function safeReturnPath(value: unknown): string {
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !value.startsWith('/')) return '/'
  // Browsers read a backslash as a slash and drop tabs and line ends: `/\evil.example`, `/\t/evil.example`.
  if (/[\\\p{Cc}]/u.test(value)) return '/'
  if (!URL.canParse(value, HERE)) return '/'
  const { origin, pathname, search, hash } = new URL(value, HERE)
  // Dot segments may leave `//` at the front: `/.//evil.example`.
  if (origin !== HERE || pathname.startsWith('//') || /^\/(api|auth)(\/|$)/.test(pathname)) return '/'
  const path = `${pathname}${search}${hash}`
  return path.length > MAX_LENGTH ? '/' : path
}
