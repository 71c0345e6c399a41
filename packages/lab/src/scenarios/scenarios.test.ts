import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeOrganization, makeProject, startTestCluster, type TestCluster } from '../testing/cluster.ts'
import { resources } from '../controllers/resources.ts'
import { isStanding, standUp } from './place.ts'
import { SCENARIOS } from './scenarios.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ROWS = [
  1, 2, 6, 7, 8, 9, 10, 12, 15, 16, 20, 21, 22, 27, 28, 29, 30, 31, 33, 36, 37, 38, 39, 41, 43, 46, 47, 48,
  49, 50, 51, 53, 57, 58,
]

let cluster: TestCluster

beforeAll(async () => {
  cluster = await startTestCluster()
  await makeOrganization(cluster.client, 'nimbus')
})

afterAll(() => cluster.stop())

test('there is one for every row that objects alone can show', () => {
  expect([...new Set(SCENARIOS.flatMap(({ rows }) => rows))].sort((a, b) => a - b)).toEqual(ROWS)
})

test.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
  '%s breaks what was healthy, and heals',
  async (name, scenario) => {
    const { client } = cluster
    const project = `p-${name}`.slice(0, 40)
    const place = { client, organization: 'nimbus', namespace: `nimbus-${project}` }
    await makeProject(client, 'nimbus', project)
    const becomes = (holds: () => Promise<boolean>) =>
      vi.waitFor(async () => expect(await holds()).toBe(true), { interval: 20, timeout: 20_000 })
    await becomes(async () => {
      const found = await client.get(resources.projects, { namespace: 'nimbus', name: project })
      return found?.status?.ready === true
    })
    await standUp(place)
    await becomes(() => isStanding(place))
    await scenario.breaks(place)
    await becomes(() => scenario.shows(place))
    await scenario.heals(place)
    await becomes(async () => !(await scenario.shows(place)) && (await isStanding(place)))
  },
)

test('nothing went wrong on the way', () => {
  expect(cluster.problems).toEqual([])
})
