/**
 * `primary` one per view, `fill` the ordinary one, `outline` an alternative remedy, `quiet` the least, `danger` for what
 * takes something away.
 */
export const ACTION_LOOKS = ['primary', 'fill', 'outline', 'quiet', 'danger'] as const

export type ActionLook = (typeof ACTION_LOOKS)[number]
