import { UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { personOf, readClaims, UnreadableToken } from './claims.ts'

const ISSUER = 'https://login.example.test/realms/nimbus'

function token(claims: object): string {
  return new UnsecuredJWT({ iss: ISSUER, sub: 's1', ...claims }).encode()
}

describe('claims', () => {
  it('name the person, with what is usable of each list', () => {
    const groups = ['developers', '', 7, 'g'.repeat(254), null, 'users']
    const namespaces = ['nimbus-edge', 'n'.repeat(64), { not: 'text' }, 'nimbus-arena']
    const claims = readClaims(token({ preferred_username: 'ada', groups, namespaces }))
    expect(claims.namespaces).toEqual(['nimbus-edge', 'nimbus-arena'])
    expect(personOf(claims, 'nimbus')).toEqual({
      username: 'ada',
      name: 'ada',
      organization: 'nimbus',
      groups: ['developers', 'users'],
    })
  })

  it('are kept up to a number', () => {
    const groups = Array.from({ length: 2_000 }, (_, i) => (i % 2 === 0 ? '' : `g${i}`))
    const kept = readClaims(token({ groups })).groups ?? []
    expect(kept).toHaveLength(500)
    expect(kept.at(-1)).toBe('g999')
  })

  it.each<[string, object]>([
    ['a name that is too long', { preferred_username: 'x'.repeat(254), name: 'y'.repeat(254) }],
    ['no name', { preferred_username: '', name: 7, email: 'z'.repeat(254) }],
    ['lists that are none', { groups: 'developers', namespaces: { 0: 'nimbus-edge' } }],
  ])('with %s name the person by the subject', (_, more) => {
    expect(personOf(readClaims(token(more)), undefined)).toEqual({ username: 's1', name: 's1', groups: [] })
  })

  it.each<[string, string]>([
    ['no JWT', 'opaque'],
    ['no subject', token({ sub: undefined })],
    ['an empty subject', token({ sub: '' })],
    ['a subject that is too long', token({ sub: 's'.repeat(256) })],
    ['no issuer', token({ iss: undefined })],
    ['an enormous token', token({ pad: 'x'.repeat(300_000) })],
  ])('with %s are none, and the reason shows nothing of them', (_, text) => {
    let problem: unknown
    try {
      readClaims(text)
    } catch (error) {
      problem = error
    }
    expect(problem).toBeInstanceOf(UnreadableToken)
    expect(String(problem)).not.toMatch(/sss|xxx|opaque|eyJ/)
  })

  it('may have a subject of 255 characters', () => {
    expect(readClaims(token({ sub: 's'.repeat(255) })).sub).toHaveLength(255)
  })
})
