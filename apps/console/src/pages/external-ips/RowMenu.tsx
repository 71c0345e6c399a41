import type { Views } from '@kube-dc/networking/joins/views'
import { Ellipsis } from 'lucide-react'
import { lazy, Suspense, useRef, useState } from 'react'
import { IconButton } from '../../parts/IconButton.tsx'

const RowMenuItems = lazy(async () => {
  const { RowMenuItems } = await import('./RowMenuItems.tsx')
  return { default: RowMenuItems }
})

interface RowMenuProps {
  view: Views['external-ips']
  /** `panel`: it is open already, and deleting comes back to it. */
  place?: 'row' | 'panel'
}

/** What can be done with one External IP; what it takes is loaded when the first menu opens. */
export function RowMenu({ view, place = 'row' }: RowMenuProps) {
  const ip = view.kind === 'ExternalIpView' ? view.ip : view
  const button = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton
        ref={button}
        size={place === 'row' ? 24 : 32}
        label={`Actions for ${ip.meta.name}`}
        icon={<Ellipsis size={16} strokeWidth={1.5} aria-hidden />}
        popup="menu"
        expanded={open}
        onClick={() => setOpen(true)}
      />
      {open && (
        <Suspense>
          <RowMenuItems ip={ip} place={place} anchor={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
