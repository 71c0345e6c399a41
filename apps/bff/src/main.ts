import { ConfigError, loadConfig } from './config.ts'
import { createLog } from './log.ts'
import { startServer, type RunningServer } from './server.ts'

/** Whatever happens while stopping, the process is gone after this. */
const EXIT_WITHIN_MS = 10_000

/** Tells whoever started the process that it answers: over IPC where there is a channel, else as a line of output. */
function announce({ url, metricsUrl }: RunningServer): void {
  const message = { type: 'ready', url, metricsUrl }
  if (process.send) process.send(message)
  else process.stdout.write(`${JSON.stringify(message)}\n`)
}

async function main(): Promise<void> {
  const path = process.argv[2]
  if (path === undefined) {
    throw new ConfigError('Give the path of the configuration file: node apps/bff/src/main.ts <file>.')
  }
  const config = loadConfig(path)
  const log = createLog(config.logLevel)
  const server = await startServer(config, log)

  let stopping = false
  const stop = (why: string) => {
    if (stopping) return
    stopping = true
    log.info({ why }, 'stopping')
    setTimeout(() => process.exit(1), EXIT_WITHIN_MS).unref()
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'not stopped cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  // Whoever started it is gone, and with it the reason to run.
  process.on('disconnect', () => stop('the parent process has ended'))
  announce(server)
}

try {
  await main()
} catch (error) {
  // A wrong setting is the operator's, in one sentence; anything else is ours, with all there is to know.
  process.stderr.write(
    error instanceof ConfigError
      ? `${error.message}\n`
      : `${String(error instanceof Error ? error.stack : error)}\n`,
  )
  process.exit(1)
}
