import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ANSWERS } from './methods.ts'
import { askedQuestions, conclusion, nextQuestion, QUESTION_IDS, type Choices } from './questions.ts'

/** Every way through the questions, by asking them. */
function ways(choices: Choices = {}): Choices[] {
  const question = nextQuestion(choices)
  if (!question) return [choices]
  return question.options.flatMap(({ value }) => ways({ ...choices, [question.id]: value }))
}

it('leads to an answer on every way, with at most three questions', () => {
  const all = ways()
  for (const way of all) {
    expect(conclusion(way)?.why).toMatch(/\.$/)
    expect(Object.keys(way).length).toBeLessThanOrEqual(3)
  }
  expect(new Set(all.map((way) => conclusion(way)?.answer))).toEqual(new Set(ANSWERS))
})

it('asks every question on some way', () => {
  const asked = new Set(ways().flatMap((way) => Object.keys(way)))
  expect(asked).toEqual(new Set(QUESTION_IDS))
})

it.each<[Choices, string, string | undefined]>([
  [{ what: 'browsers', speaks: 'http' }, 'web', 'http'],
  [{ what: 'browsers', speaks: 'udp' }, 'service', 'udp'],
  [{ what: 'people', ports: 'all' }, 'machine', undefined],
  [{ what: 'people', ports: 'few' }, 'service', 'tcp'],
  [{ what: 'programs', speaks: 'tcp', 'how-many': 'one' }, 'service', 'tcp'],
  [{ what: 'programs', speaks: 'tcp', 'how-many': 'several' }, 'several', 'tcp'],
  [{ what: 'programs', speaks: 'grpc', 'how-many': 'one' }, 'web', 'grpc'],
  [{ what: 'programs', speaks: 'tls', 'how-many': 'one' }, 'service', 'tls'],
])('%j leads to %s', (choices, answer, protocol) => {
  expect(conclusion(choices)).toMatchObject({ answer, ...(protocol && { protocol }) })
})

it('asks again what the address bar holds and no question offers', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...QUESTION_IDS), fc.string()), (choices) => {
      const settled = conclusion(choices)
      expect(settled === undefined).toBe(nextQuestion(choices) !== undefined)
    }),
  )
  expect(nextQuestion({ what: 'aliens' })?.id).toBe('what')
})

it('asks one question after the other, and puts none above what is answered', () => {
  const ids = (choices: Parameters<typeof askedQuestions>[0]) => askedQuestions(choices).map(({ id }) => id)
  expect(ids({})).toEqual(['what'])
  expect(ids({ what: 'programs' })).toEqual(['what', 'speaks'])
  expect(ids({ what: 'programs', speaks: 'udp' })).toEqual(['what', 'speaks', 'how-many'])
  expect(ids({ what: 'people', speaks: 'udp' })).toEqual(['what', 'ports'])
})
