import { Ellipsis } from 'lucide-react'
import { Suspense, useRef, useState, type ReactNode, type RefObject } from 'react'
import { IconButton } from '../../parts/IconButton.tsx'

/** `panel`: the object is open already, and what is done comes back to it. */
export type MenuPlace = 'row' | 'panel'

/** A menu that is open. */
export interface OpenMenu {
  readonly place: MenuPlace
  readonly anchor: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

interface RowMenuButtonProps {
  /** Of the object. */
  name: string
  place: MenuPlace
  /** The menu, loaded when the first one opens. */
  children: (menu: OpenMenu) => ReactNode
}

/** The button that opens what can be done with one object. */
export function RowMenuButton({ name, place, children }: RowMenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={button}
        size={place === 'row' ? 24 : 32}
        label={`Actions for ${name}`}
        icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden />}
        popup="menu"
        expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && <Suspense>{children({ place, anchor: button, onClose: () => setOpen(false) })}</Suspense>}
    </>
  )
}
