/** Something that whoever runs a command can mend. The message is the whole output: one or two sentences, no stack. */
export class Failure extends Error {
  override readonly name = 'Failure'
}

/** The code of a system error such as `EADDRINUSE`; empty for everything else. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/**
 * Runs a command line program to its end and sets the exit code: a `Failure` is printed as its sentence, anything else
 * as what it is, a defect.
 */
export async function runProgram(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    process.exitCode = 1
    process.stderr.write(error instanceof Failure ? `${error.message}\n` : `${describe(error)}\n`)
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
