import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Failure } from './failure.ts'
import { ROOT } from './run.ts'
import { HELP, startOptions } from './start-options.ts'

describe('options of start', () => {
  it('have defaults', () => {
    expect(startOptions([])).toEqual({
      port: 8080,
      world: 'default',
      cluster: 'lab',
      data: join(ROOT, '.cache/lab'),
      help: false,
    })
  })

  it.each([
    [['--port', '9000'], { port: 9000 }],
    [['--', '--port=9000'], { port: 9000 }],
    [['--world', 'busy-project'], { world: 'busy-project' }],
    [['--world', 'big-pools'], { world: 'big-pools' }],
    [['--cluster', 'real'], { cluster: 'real' }],
    [['--data', '/tmp/lab'], { data: '/tmp/lab' }],
    [['--host', 'localhost'], {}],
    [['--host', '127.0.0.1'], {}],
    [['-h'], { help: true }],
  ])('%j', (args, expected) => {
    expect(startOptions(args)).toMatchObject(expected)
  })

  it.each([
    [['--port', '0'], '--port takes a number from 1 to 65535, not “0”.'],
    [['--port', '65536'], 'not “65536”'],
    [['--port', 'http'], 'not “http”'],
    [['--port', '-1'], 'argument is ambiguous'],
    [['--port'], "Option '--port <value>' argument missing"],
    [
      ['--world', 'nether'],
      'There is no world “nether”. The worlds are default, busy-project and big-pools.',
    ],
    [['--cluster', 'kind'], 'There is no cluster “kind”. The kinds are lab and real.'],
    [['--host', '0.0.0.0'], 'The lab does not listen on 0.0.0.0'],
    [['--host', 'console.example.net'], 'it has no passwords'],
    [['--prot', '9000'], "Unknown option '--prot'. The options are listed by: npx -y pnpm@10 start --help"],
    [['9000'], "Unexpected argument '9000'."],
  ])('%j is refused in words', (args, words) => {
    const refused = () => startOptions(args)
    expect(refused).toThrow(Failure)
    expect(refused).toThrow(words)
  })

  it('are all in the help', () => {
    for (const option of ['--port', '--world', '--cluster', '--data', '--host', '--help'])
      expect(HELP).toContain(option)
  })
})
