import type { Place } from './place.ts'
import { until } from './pool-place.ts'
import { POOL_SCENARIOS } from './pools.ts'

/**
 * Breaks the addresses of a pool in one way, or heals them, and waits until the objects show it.
 *
 * @param place a Project that is ready; what is made is named after it.
 * @throws {Error} in words: there is no such way, or it does not come about.
 */
export async function actOut(name: string, act: 'break' | 'heal', place: Place): Promise<void> {
  const scenario = POOL_SCENARIOS.find((one) => one.name === name)
  if (!scenario) throw new Error(`There is no scenario ${name} of pools.`)
  await (act === 'break' ? scenario.breaks(place) : scenario.heals(place))
  const wanted = act === 'break'
  await until(`The scenario ${name}`, async () => (await scenario.shows(place)) === wanted || undefined)
}
