import type { Page } from '@playwright/test'

/** After this long without a change of the page, it has settled. Milliseconds. */
const QUIET_MS = 300

/**
 * Milliseconds from an event to the last change of the page that follows it, as the page itself sees both.
 *
 * @param event what a person does; the last one of them counts from which on nothing but waiting follows.
 * @param act does it.
 */
export async function untilSettled(
  page: Page,
  event: 'keydown' | 'click' | 'pointermove',
  act: () => Promise<unknown>,
): Promise<number> {
  const settled = await page.evaluateHandle(
    ({ event, quietMs }) => ({
      ms: new Promise<number>((resolve) => {
        let began = 0
        let last = 0
        addEventListener(event, () => (began ||= performance.now()), { capture: true })
        const quiet = () => {
          if (began > 0 && last > 0 && performance.now() - last > quietMs) {
            observer.disconnect()
            resolve(last - began)
          } else requestAnimationFrame(quiet)
        }
        const observer = new MutationObserver(() => {
          if (began > 0) last = performance.now()
        })
        observer.observe(document.body, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        })
        quiet()
      }),
    }),
    { event, quietMs: QUIET_MS },
  )
  await act()
  return settled.evaluate(({ ms }) => ms)
}
