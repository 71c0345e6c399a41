import type { LabInfo } from '../packages/lab/src/info.ts'
import { Failure, runProgram } from './failure.ts'
import { interruption } from './interruption.ts'
import { demandFree } from './ports.ts'
import { startStack } from './stack.ts'
import { HELP, startOptions } from './start-options.ts'

const print = (words: string) => process.stdout.write(`${words}\n`)

await runProgram(async () => {
  const options = startOptions(process.argv.slice(2))
  if (options.help) {
    print(HELP)
    return
  }
  const interrupted = interruption()
  await demandFree(options.port, 'npx -y pnpm@10 start')
  const stack = await startStack({
    port: options.port,
    cluster: options.cluster,
    lab: { world: options.world },
    dataDir: options.data,
    say: (words) => print(`${words} …`),
  })
  print(welcome(stack.url, stack.info))
  const died = await Promise.race([interrupted, stack.died])
  print('Stopping …')
  await stack.stop()
  if (died !== undefined) throw new Failure(`${died}.`)
})

function welcome(url: string, info: LabInfo): string {
  return `
The console is at ${url}

kubectl: export KUBECONFIG=${info.kubeconfig}

Sign in as one of the lab's people; nobody has a password.
${people(info)}
Ctrl-C stops it.`
}

function people({ people: list }: LabInfo): string {
  const width = (words: readonly string[]) => Math.max(...words.map(({ length }) => length))
  const name = width(list.map(({ username }) => username))
  const role = width(list.map((person) => person.role))
  return list
    .map((person) => `  ${person.username.padEnd(name)}  ${person.role.padEnd(role)}  ${person.note}\n`)
    .join('')
}
