import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'

/** What has to be remembered between leaving for the identity provider and coming back. */
const ticket = z.object({
  realm: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})

export type SignInTicket = z.infer<typeof ticket>

/** Time to type a password, and perhaps to find the second factor. */
export const TICKET_LIFETIME_MS = 10 * 60_000

/**
 * Seals what a sign-in under way needs into a cookie, so that somebody who is not signed in cannot make the server
 * remember anything.
 */
export class TicketSealer {
  readonly #key: Uint8Array

  constructor(secret: string) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'sign-in ticket', 32))
  }

  seal(value: SignInTicket): Promise<string> {
    return new EncryptJWT({ ...value })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setExpirationTime(new Date(Date.now() + TICKET_LIFETIME_MS))
      .encrypt(this.#key)
  }

  /** The ticket, or undefined for one that is not ours, was changed, or is too old. */
  async open(sealed: string): Promise<SignInTicket | undefined> {
    try {
      const { payload } = await jwtDecrypt(sealed, this.#key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      return ticket.parse(payload)
    } catch {
      return undefined
    }
  }
}
