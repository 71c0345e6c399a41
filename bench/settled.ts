import type { Page } from '@playwright/test'

/** After this long without a change of the page, it has settled. Milliseconds. */
const QUIET_MS = 300

/**
 * Milliseconds from an event to the last change of the page that follows it, as the page itself sees both.
 *
 * @param event what a person does; the last one of them counts from which on nothing but waiting follows.
 * @param act does it.
 * @param within what is watched, as a selector, where the page changes elsewhere of intent: a count is spoken a while
 * after the last key, and the URL follows it.
 */
export async function untilSettled(
  page: Page,
  event: 'keydown' | 'click' | 'pointermove',
  act: () => Promise<unknown>,
  within = 'body',
): Promise<number> {
  const settled = await page.evaluateHandle(
    ({ event, quietMs, within }) => ({
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
        const watched = document.querySelector(within)
        if (!watched) throw new Error(`The page has no ${within}`)
        observer.observe(watched, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        })
        quiet()
      }),
    }),
    { event, quietMs: QUIET_MS, within },
  )
  await act()
  return settled.evaluate(({ ms }) => ms)
}

/** The rows of a table with how many there are, as a selector. */
export function gridOf(label: string): string {
  return `[role=grid][aria-label="${label}"]`
}
