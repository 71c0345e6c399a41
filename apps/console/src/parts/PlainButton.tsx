import type { ComponentProps } from 'react'
import { classes } from './classes.ts'
import styles from './PlainButton.module.css'

/** A button without a look of its own, for controls that bring theirs. */
export function PlainButton({ className, ...props }: ComponentProps<'button'>) {
  return <button type="button" className={classes(styles.plain, className)} {...props} />
}
