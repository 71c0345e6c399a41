import { parseOptions } from './options.ts'
import { startLab, type Lab } from './lab.ts'

/**
 * The lab as a process of its own: `node main.ts '<options as JSON>'`. When it is up it sends one message to its parent,
 * or prints it where there is none. It stops on SIGTERM, SIGINT, and when the parent goes.
 */
async function main(): Promise<void> {
  const lab = await startLab(parseOptions(process.argv[2]))
  const message = { type: 'ready', info: lab.info }
  if (process.send) process.send(message)
  else process.stdout.write(`${JSON.stringify(message)}\n`)
  await stopped()
  await end(lab)
}

/** Resolves when the process is asked to stop; asking twice does it at once. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    const ask = () => {
      process.once('SIGTERM', () => process.exit(1))
      process.once('SIGINT', () => process.exit(1))
      resolve()
    }
    process.once('SIGTERM', ask)
    process.once('SIGINT', ask)
    process.once('disconnect', ask)
  })
}

async function end(lab: Lab): Promise<void> {
  await lab.stop()
  if (process.connected) process.disconnect()
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
