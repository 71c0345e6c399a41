import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

// Parts and pages are loaded when they are first needed, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 5000 })

/** jsdom lays nothing out; these two are enough for parts that ask how wide the window or an element is. */
class NoResizes implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
globalThis.ResizeObserver = NoResizes
window.matchMedia = (query: string): MediaQueryList => {
  const least = Number(/min-width:\s*(\d+)px/.exec(query)?.[1] ?? Infinity)
  return Object.assign(new EventTarget(), {
    media: query,
    matches: window.innerWidth >= least,
    onchange: null,
    addListener() {},
    removeListener() {},
  })
}

// Nothing scrolls without a layout; jsdom only complains.
window.scrollTo = () => {}
Element.prototype.scrollIntoView = () => {}

afterEach(cleanup)
