import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { announce } from './announcer.ts'
import { IconButton } from './IconButton.tsx'

const SHOWN_MS = 2000

interface CopyButtonProps {
  text: string
  /** What is copied, for the label: "Copy address 203.0.113.14". Defaults to the text. */
  what?: string
  size?: 24 | 32
}

/** Copies a text and says that it did, to eyes and to assistive technology. */
export function CopyButton({ text, what = text, size = 24 }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)

  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [copied])

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      announce('The browser does not allow copying here.')
      return
    }
    setCopied(true)
    announce(`Copied ${what}.`)
  }

  const Icon = copied ? Check : Copy
  return <IconButton size={size} label={`Copy ${what}`} icon={<Icon />} onClick={() => void copy()} />
}
