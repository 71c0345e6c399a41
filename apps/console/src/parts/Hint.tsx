import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import styles from './Hint.module.css'
import { placeHint } from './place-hint.ts'

/** Long enough that a pointer on its way elsewhere opens nothing. */
const REST_MS = 300

export interface HintTrigger {
  /** For the element that the hint explains: its description while the hint is open. */
  readonly 'aria-describedby': string | undefined
  /** For a trigger that does nothing else: a tap opens it, where there is neither hover nor focus. */
  readonly onClick: () => void
}

/** What a hint says, or where it is fetched from, by a function that stays the same: before anybody can ask for it. */
export type Words = string | (() => Promise<string>)

interface HintProps {
  /** A sentence or two that are also said elsewhere: not everybody sees a hint. */
  words: Words
  /** A link under the words, reached from the trigger by Tab. */
  more?: ReactNode
  /** Something that takes focus. */
  children: (trigger: HintTrigger) => ReactNode
}

/**
 * What a word means, above everything else on the page while its trigger has the focus or the pointer. It stays while
 * the pointer is on it, and Esc closes it and nothing else (WCAG 1.4.13).
 */
export function Hint({ words, more, children }: HintProps) {
  const id = useId()
  const said = useWords(words)
  const [open, setOpen] = useState(false)
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  const around = useRef<HTMLSpanElement>(null)

  function close(): void {
    clearTimeout(rest.current)
    setOpen(false)
  }

  function enter({ pointerType }: PointerEvent): void {
    if (pointerType === 'touch') return
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setOpen(true), REST_MS)
  }

  function leave({ pointerType }: PointerEvent): void {
    if (pointerType === 'touch') return
    if (around.current?.contains(document.activeElement)) clearTimeout(rest.current)
    else close()
  }

  // A press focuses as well, and is no wish to read: only focus that shows itself is.
  function focus({ target }: FocusEvent): void {
    if (target.matches(':focus-visible')) setOpen(true)
  }

  function blur({ relatedTarget }: FocusEvent): void {
    if (!(relatedTarget instanceof Node) || !around.current?.contains(relatedTarget)) close()
  }

  useEffect(() => () => clearTimeout(rest.current), [])

  return (
    <span
      ref={around}
      className={styles.around}
      onPointerEnter={enter}
      onPointerLeave={leave}
      onFocus={focus}
      onBlur={blur}
    >
      {children({
        'aria-describedby': open && said !== undefined ? id : undefined,
        onClick: () => setOpen(true),
      })}
      {open && said !== undefined && (
        <Bubble around={around} onClose={close}>
          <span id={id} role="tooltip">
            {said}
          </span>
          {more}
        </Bubble>
      )}
    </span>
  )
}

function useWords(words: Words): string | undefined {
  const [fetched, setFetched] = useState<string>()
  useEffect(() => {
    if (typeof words === 'string') return
    let isHere = true
    words().then(
      (text) => {
        if (isHere) setFetched(text)
      },
      // What a hint says is said elsewhere too: without its code there is none.
      () => {},
    )
    return () => {
      isHere = false
    }
  }, [words])
  return typeof words === 'string' ? words : fetched
}

interface BubbleProps {
  around: { readonly current: HTMLElement | null }
  onClose: () => void
  children: ReactNode
}

/** Beside its trigger in the document, so that Tab goes on into it; drawn in the top layer, so that nothing cuts it off. */
function Bubble({ around, onClose, children }: BubbleProps) {
  const bubble = useRef<HTMLSpanElement>(null)
  const close = useRef(onClose)
  useEffect(() => {
    close.current = onClose
  }, [onClose])

  useLayoutEffect(() => {
    const element = bubble.current
    const trigger = around.current
    if (!element || !trigger) return
    // Where the browser knows no top layer, it lies over the page by its style alone.
    if ('showPopover' in element) {
      element.popover = 'manual'
      element.showPopover()
    }
    const place = () => {
      const { left, top } = placeHint(trigger.getBoundingClientRect(), element.getBoundingClientRect(), {
        width: document.documentElement.clientWidth,
        height: window.innerHeight,
      })
      element.style.left = `${left}px`
      element.style.top = `${top}px`
    }
    function press({ target }: Event): void {
      if (!(target instanceof Node) || !trigger?.contains(target)) close.current()
    }
    function escape(event: KeyboardEvent): void {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      event.preventDefault()
      close.current()
    }
    place()
    // The window is asked first, before a panel or dialog takes the key for itself.
    window.addEventListener('keydown', escape, true)
    document.addEventListener('pointerdown', press)
    document.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      window.removeEventListener('keydown', escape, true)
      document.removeEventListener('pointerdown', press)
      document.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [around])

  return (
    <span ref={bubble} className={styles.bubble}>
      <span className={styles.words}>{children}</span>
    </span>
  )
}
