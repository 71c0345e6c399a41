import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import styles from './Text.module.css'

interface TextProps {
  as?: 'span' | 'p' | 'div'
  /** m 14/20 (the default is what stands around), s 13/18, xs 12/16. */
  size?: 'm' | 's' | 'xs'
  /** `2` and `3` are the quieter greys; the states colour only words that state them. */
  tone?: '2' | '3' | 'ok' | 'wait' | 'bad'
  strong?: boolean
  /** Addresses, CIDRs, ports, values of object fields. */
  mono?: boolean
  children: ReactNode
}

/** Words in one of the sizes and tones of the type scale. */
export function Text({ as: Tag = 'span', size, tone, strong, mono, children }: TextProps) {
  return (
    <Tag
      className={classes(
        size && styles[size],
        tone && styles[`tone-${tone}`],
        strong && styles.strong,
        mono && styles.mono,
      )}
    >
      {children}
    </Tag>
  )
}
