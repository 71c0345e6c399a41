import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { notices } from './app/notices.ts'

// Parts and pages are loaded when they are first needed, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 5000 })

/** jsdom lays nothing out; these two are enough for parts that ask how wide the window or an element is. */
class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver = NoResizes
class WindowQuery extends EventTarget implements MediaQueryList {
  readonly onchange = null
  readonly media: string
  readonly #least: number
  constructor(media: string) {
    super()
    this.media = media
    this.#least = Number(/min-width:\s*(\d+)px/.exec(media)?.[1] ?? Infinity)
  }
  /** Asked each time, as the page keeps its queries and a test may alter the window. */
  get matches(): boolean {
    return window.innerWidth >= this.#least
  }
  addListener(): void {}
  removeListener(): void {}
}
window.matchMedia = (query) => new WindowQuery(query)

// Nothing scrolls without a layout; jsdom only complains.
window.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}

/** Files share a window: what a test leaves of its own would be found by the next. */
const { innerWidth } = window
afterEach(() => {
  cleanup()
  document.body.replaceChildren()
  notices.close()
  sessionStorage.clear()
  localStorage.clear()
  window.innerWidth = innerWidth
})
