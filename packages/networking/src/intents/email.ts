import { z } from 'zod'

const shape = z.email()

/** Domains that belong to nobody (RFC 2606, 6761, 6762): certificate authorities refuse addresses in them. */
const RESERVED_ENDINGS = ['test', 'example', 'invalid', 'localhost', 'local', 'internal', 'onion', 'arpa']
const RESERVED_DOMAINS = ['example.com', 'example.net', 'example.org']

/**
 * What is wrong with the e-mail address of an ACME account, in words; undefined when nothing is. A refused account keeps
 * every certificate of the Project from being issued (failures.md row 47).
 */
export function emailProblem(email: string): string | undefined {
  if (email.trim() === '') return 'Enter an e-mail address.'
  if (!shape.safeParse(email).success) return 'Enter an e-mail address, such as ops@your-company.com.'
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  const reserved =
    RESERVED_DOMAINS.some((each) => domain === each || domain.endsWith(`.${each}`)) ||
    RESERVED_ENDINGS.some((each) => domain.endsWith(`.${each}`))
  return reserved
    ? `${domain} is reserved for examples and tests: certificate authorities refuse it. Enter an address that is read.`
    : undefined
}
