import { unpackChromium } from '../scripts/chromium.ts'
import { buildConsole } from '../scripts/console-build.ts'

/** What all workers share is made before the first of them starts. */
export default async function globalSetup(): Promise<void> {
  await unpackChromium()
  await buildConsole()
}
