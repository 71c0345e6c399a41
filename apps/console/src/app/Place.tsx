import { useEffect, useRef } from 'react'
import { usePlace } from './route-handle.ts'

/** Names the place in the browser's title, and takes focus to the page's own title when another page is opened. */
export function Place() {
  const { title, page } = usePlace()
  const last = useRef(page)

  useEffect(() => {
    if (last.current === page) return
    last.current = page
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus({ preventScroll: true })
  }, [page])

  return <title>{title}</title>
}
