import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EXAMPLES } from '../packages/networking/src/learn/examples.ts'
import { Kubectl } from './support/kubectl.ts'
import { freshNamespace } from './support/objects.ts'

let kubectl: Kubectl

beforeAll(async () => {
  kubectl = new Kubectl(await freshNamespace('learn'))
})

afterAll(() => kubectl.remove())

describe('a manifest of the guides', () => {
  test.each(EXAMPLES)('$title', async ({ id, yaml }) => {
    const file = kubectl.text(`${id}.yaml`, yaml)
    const applied = await kubectl.run('apply', '--validate=strict', '-f', file)
    expect(applied).toMatchObject({ code: 0, stderr: '' })
    expect(applied.stdout).toMatch(/ created\n$/)
    const again = await kubectl.run('apply', '--validate=strict', '-f', file)
    expect(again.stdout).toMatch(/ unchanged\n$/)
  })
})
