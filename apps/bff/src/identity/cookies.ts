import type { CookieOptions, Response } from 'express'

/** A cookie of this console, in the browser only as long as it needs to be. */
export interface Cookie {
  read(header: string | undefined): string | undefined
  /** @param maxAgeMs Absent: until the browser closes. */
  write(response: Response, value: string, maxAgeMs?: number): void
  clear(response: Response): void
}

/**
 * A cookie that scripts cannot read and other sites' requests do not carry.
 *
 * `SameSite=Lax` and not `Strict`: the identity provider sends the browser back by a cross-site navigation, which must
 * find the sign-in it belongs to, and a link to a page from a chat should not land on the sign-in page. State-changing
 * requests are protected by Origin and a header besides.
 *
 * @param publicUrl With https the name gets the prefix `__Host-`: no other host of the domain can set it.
 */
export function consoleCookie(name: string, publicUrl: string): Cookie {
  const secure = publicUrl.startsWith('https:')
  const fullName = secure ? `__Host-${name}` : name
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' }
  return {
    read(header) {
      for (const part of header?.split(';') ?? []) {
        const equals = part.indexOf('=')
        if (equals > 0 && part.slice(0, equals).trim() === fullName) return part.slice(equals + 1).trim()
      }
      return undefined
    },
    write(response, value, maxAgeMs) {
      response.cookie(fullName, value, { ...options, ...(maxAgeMs !== undefined && { maxAge: maxAgeMs }) })
    },
    clear(response) {
      response.clearCookie(fullName, options)
    },
  }
}
