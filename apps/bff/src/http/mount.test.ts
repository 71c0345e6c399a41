import { endpoints } from '@kube-dc/api/endpoints'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createRoutes } from '../routes/routes.ts'
import { testRouteParts } from '../testing/route-parts.ts'
import { mountRoutes } from './mount.ts'

const layer = z.object({
  route: z.object({ path: z.string(), methods: z.record(z.string(), z.boolean()) }).optional(),
})

describe('mountRoutes', () => {
  it('mounts every endpoint of the contract and nothing else', () => {
    const { parts, mountOptions } = testRouteParts()
    const router = mountRoutes(createRoutes(parts), mountOptions)
    const mounted = z
      .array(layer)
      .parse(router.stack)
      .flatMap(({ route }) =>
        route === undefined
          ? ['something that is not a route']
          : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`),
      )
    expect(mounted.sort()).toEqual(
      Object.values(endpoints)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    )
  })

  it('gives every endpoint its own route', () => {
    const routes = createRoutes(testRouteParts().parts)
    for (const [id, definition] of Object.entries(endpoints)) {
      expect(Object.entries(routes).find(([name]) => name === id)?.[1].definition).toBe(definition)
    }
  })
})
