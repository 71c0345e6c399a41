import { createServer } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Failure } from './failure.ts'
import { demandFree, freePort, LOOPBACK } from './ports.ts'

const server = createServer()

afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve()
      })
    }),
)

it('a port is free until something listens on it, and the refusal says what to do', async () => {
  const port = await freePort()
  await expect(demandFree(port, 'start')).resolves.toBeUndefined()
  await new Promise<void>((resolve) => server.listen(port, LOOPBACK, resolve))
  const refused = demandFree(port, 'start')
  await expect(refused).rejects.toThrow(Failure)
  await expect(refused).rejects.toThrow(`choose another one: start --port ${port + 1}`)
})
