import { describe, expect, it } from 'vitest'
import type { Access } from '../access.ts'
import { poolOf } from '../pools/pool.ts'
import { poolSubnet, poolVlan } from '../testing/pools.ts'
import { canChangePoolField, judgeEdit, POOL_FIELDS, previewEdit } from './pool-edit.ts'
import { poolEdit } from './wishes.ts'

const ADMIN: Access = { verbs: { subnets: ['patch'] }, incomplete: false }
const VIEWER: Access = { verbs: { subnets: ['list'] }, incomplete: false }

function pool(spec: Readonly<Record<string, unknown>> = { mtu: 1400 }) {
  const made = poolOf(poolSubnet(spec), poolVlan())
  if (!made) throw new Error('This is no pool')
  return made
}

describe('of a pool', () => {
  it('what strands nobody can be changed, and nothing else', () => {
    const changeable = POOL_FIELDS.filter((field) => canChangePoolField(field, pool(), ADMIN).allowed)
    expect(changeable).toEqual(['mtu', 'excludeIps'])
  })

  it.each(POOL_FIELDS)('%s comes with a reason where it cannot be changed', (field) => {
    const verdict = canChangePoolField(field, pool(), VIEWER)
    expect(verdict.allowed ? '' : verdict.reason).toMatch(/^[A-Z].+\.$/)
  })
})

describe('another MTU', () => {
  it.each([
    [{ mtu: 1400 }, 0, { mtu: { before: 1400, after: 1280 }, held: 0, typeName: false }],
    [{}, 3, { mtu: { before: undefined, after: 1280 }, held: 3, typeName: true }],
  ])('of a pool with %o and %i addresses held comes to %o', (spec, held, preview) => {
    expect(previewEdit({ mtu: 1280 }, pool(spec), held)).toEqual(preview)
  })

  it.each<[string, number, Access, readonly string[], readonly string[]]>([
    ['is possible', 9000, ADMIN, [], []],
    ['below that of Projects is possible and said', 1280, ADMIN, [], ['mtu']],
    ['that it has already is none', 1400, ADMIN, ['mtu'], []],
    ['is not for who may not change pools', 9000, VIEWER, [''], []],
  ])('%s', (_, mtu, access, problems, warnings) => {
    const judged = judgeEdit({ mtu }, pool(), access)
    expect(judged.problems.map(({ field }) => field)).toEqual(problems)
    expect(judged.warnings.map(({ field }) => field)).toEqual(warnings)
  })

  it('is not sent with anything else', () => {
    expect(poolEdit.safeParse({ mtu: 1500, cidr: '10.0.0.0/8' }).success).toBe(false)
  })
})
