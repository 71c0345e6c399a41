import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judging, TOLD } from '../testing/judging.ts'
import { BOTH_TYPES } from '../testing/samples.ts'
import { dnsAdvice, generatedHostname, hostnameInfo, hostnameProblem } from './hostname.ts'

const LABEL = 'x'.repeat(63)

describe('hostnameProblem', () => {
  it.each(['www.nimbus.io', 'a.b', 'xn--mnchen-3ya.nimbus.io', '1.nimbus.io', `${LABEL}.io`])(
    'takes %s',
    (name) => {
      expect(hostnameProblem(name)).toBeUndefined()
    },
  )

  it.each([
    ['', 'Enter a hostname.'],
    ['https://www.nimbus.io/a', 'Enter the name alone, without https:// and without a path.'],
    ['www.nimbus.io/', 'Enter the name alone, without https:// and without a path.'],
    ['www.nimbus.io:443', 'Enter the name alone: a gateway route has no port of its own.'],
    ['www nimbus.io', 'A hostname has no blanks.'],
    ['*.nimbus.io', 'Wildcards are not possible: a route has one hostname.'],
    ['www.nimbus.io.', 'Leave the dot at the end away.'],
    ['WWW.nimbus.io', 'Use lower case: www.nimbus.io.'],
    ['my_app.nimbus.io', 'Hostnames have no “_”: use “-”.'],
    [
      'münchen.nimbus.io',
      'Enter its ASCII form, which browsers show as well: each part with other letters begins with xn--.',
    ],
    ['a!.nimbus.io', 'Use lower case letters, digits, dashes and dots: “!” is not allowed.'],
    ['203.0.113.7', 'Enter a name: certificates and routes are for names, not for addresses.'],
    ['2001:db8::1', 'Enter the name alone: a gateway route has no port of its own.'],
    ['a..b', 'There are two dots with nothing between, or one at the start.'],
    ['.nimbus.io', 'There are two dots with nothing between, or one at the start.'],
    [`x${LABEL}.io`, `Use at most 63 characters between two dots: “${'x'.repeat(20)}…” has 64.`],
    [`${`${LABEL}.`.repeat(3)}${'x'.repeat(62)}`, 'Use at most 253 characters: this name has 254.'],
    ['-a.nimbus.io', 'Start and end each part with a letter or a digit: “-a” does not.'],
    ['localhost', 'Enter the full name, such as localhost.your-domain.com.'],
    ['www.123', 'The last part of a hostname is not a number.'],
  ])('refuses “%s”', (name, words) => {
    expect(hostnameProblem(name)).toBe(words)
  })

  it('takes only what Gateway API takes', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '0', '-', '.', '_', 'A', 'ü', '*', ':'),
      maxLength: 30,
    })
    fc.assert(
      fc.property(text, (name) => {
        if (hostnameProblem(name) !== undefined) return
        expect(name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('dnsAdvice', () => {
  it.each([
    ['203.0.113.3', 'A'],
    ['2001:db8::3', 'AAAA'],
    ['gw.example.net', 'CNAME'],
  ])('leads to %s by a record of type %s', (gatewayAddress, type) => {
    expect(dnsAdvice('www.nimbus.io', { ...BOTH_TYPES, gatewayAddress })).toMatchObject({
      known: true,
      record: { name: 'www.nimbus.io', type, value: gatewayAddress },
    })
  })

  it('sends to the provider where the Gateway is not told', () => {
    const advice = dnsAdvice('www.nimbus.io', BOTH_TYPES)
    expect(advice.known).toBe(false)
    expect(advice.words).toContain('Ask your provider')
  })
})

describe('hostnames in forms', () => {
  it('forecasts what the platform gives only where it is told how', () => {
    expect(generatedHostname('web', judging())).toBe('web-nimbus-edge.apps.example.net')
    expect(generatedHostname('web', judging({}, { installation: BOTH_TYPES }))).toBeUndefined()
    expect(
      generatedHostname('web', { installation: TOLD, project: { organization: 'nimbus', name: 'edge' } }),
    ).toBeUndefined()
  })

  it('gives word and record together', () => {
    expect(hostnameInfo('a_b.io', 'web', judging())).toMatchObject({
      problem: 'Hostnames have no “_”: use “-”.',
    })
    expect(hostnameInfo('www.nimbus.io', 'web', judging())).toMatchObject({ dns: { record: { type: 'A' } } })
    expect(hostnameInfo('www.nimbus.io', 'web', judging())).not.toHaveProperty('problem')
  })
})
