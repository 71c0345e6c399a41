import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { Failure } from './failure.ts'
import { ROOT, run } from './run.ts'

// The browser comes as an npm package, so that tests need neither apt nor a download site; it is for Linux on x64 only.
const PACKAGED = process.platform === 'linux' && process.arch === 'x64'
const PACKAGE = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))

function packagedVersion(): string {
  const text = readFileSync(join(PACKAGE, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

const FOLDER = join(ROOT, '.cache', `chromium-${packagedVersion()}`)

/** How Playwright starts the browser; empty where Playwright's own is used. */
export interface BrowserLaunch {
  readonly executablePath?: string
  readonly args?: string[]
  readonly env?: Record<string, string>
}

/** Unpacked libraries, only there when the system lacks them. */
const LIBRARIES = join(FOLDER, 'al2023/lib')

/** Only the packaged font beside those that pages bring: pictures look the same on every machine, also one without any. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

/**
 * How to start the browser that `unpackChromium` has unpacked. The package's own recommended arguments are for functions
 * in a cloud: they turn web security and process isolation off, which are among the things that our tests rely on.
 */
export function browserLaunch(): BrowserLaunch {
  if (!PACKAGED) return {}
  const env: Record<string, string> = { FONTCONFIG_PATH: join(FOLDER, 'fonts') }
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] ??= value
  if (existsSync(LIBRARIES)) env['LD_LIBRARY_PATH'] = LIBRARIES
  // Containers mostly run as root, where Chromium's sandbox does not start.
  return { executablePath: join(FOLDER, 'chromium'), args: ['--no-sandbox'], env }
}

/**
 * Makes the browser ready to be started; takes some seconds the first time after an install and nothing later.
 *
 * @throws {Failure} when it cannot be unpacked or does not run here.
 */
export async function unpackChromium(): Promise<void> {
  if (!PACKAGED || existsSync(FOLDER)) return
  // Into a folder of its own first: a half unpacked browser must never be found, also not by a run beside this one.
  const folder = `${FOLDER}.${process.pid}`
  mkdirSync(folder, { recursive: true })
  try {
    await inflate(folder, ['chromium.br', 'fonts.tar.br'])
    if (!(await starts(folder, {}))) {
      // The system lacks NSS or expat. The package has them; they need a newer libc than the browser itself does.
      await inflate(folder, ['al2023.tar.br'])
      if (!(await starts(folder, { LD_LIBRARY_PATH: join(folder, 'al2023/lib') }))) {
        throw new Failure('The packaged Chromium does not start on this system.')
      }
    }
    writeFileSync(join(folder, 'fonts/fonts.conf'), FONTS)
    if (!existsSync(FOLDER)) renameSync(folder, FOLDER)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// The package inflates into the folder for temporary files and takes what it finds there for its own, whoever put it
// there; a process with a folder of its own avoids both.
const INFLATE = `import { inflate } from '@sparticuz/chromium'
for (const file of process.argv.slice(1)) await inflate(file)`

async function inflate(folder: string, files: readonly string[]): Promise<void> {
  const paths = files.map((file) => join(PACKAGE, 'bin', file))
  const outcome = await run(process.execPath, ['--input-type=module', '--eval', INFLATE, ...paths], ROOT, {
    TMPDIR: folder,
  })
  if (outcome.code !== 0) throw new Failure(`The packaged Chromium cannot be unpacked: ${outcome.text}`)
}

async function starts(folder: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  return (await run(join(folder, 'chromium'), ['--version'], ROOT, env)).code === 0
}
