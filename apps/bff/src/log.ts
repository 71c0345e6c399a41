import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import type { Config } from './config.ts'

/** Wherever in a line they might turn up. */
const SECRETS = [
  'authorization',
  'cookie',
  'access',
  'access_token',
  'refresh',
  'refresh_token',
  'id_token',
  'token',
  'tokens',
  'code',
  'verifier',
  'secret',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`])

/**
 * The server's log: JSON lines, so that text from outside cannot forge one. Nothing that is logged should hold a secret;
 * what slips through under a known name is taken out.
 *
 * @param destination Absent: standard output.
 */
export function createLog(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    redact: { paths: SECRETS, censor: '[redacted]' },
    serializers: {
      // Errors of the protocols carry requests and answers; their words are enough.
      err: (error: unknown) =>
        error instanceof Error
          ? { name: error.name, message: error.message, stack: error.stack }
          : { value: String(error) },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}
