interface Box {
  readonly left: number
  readonly top: number
  readonly bottom: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/** From the edges of the window. */
const MARGIN = 8

/**
 * Where a hint stands, in pixels of the window: under its trigger and aligned with it, above where there is no room
 * below, and never outside.
 */
export function placeHint(
  trigger: Box,
  hint: Size,
  window: Size,
): { readonly left: number; readonly top: number } {
  const left = Math.max(MARGIN, Math.min(trigger.left, window.width - hint.width - MARGIN))
  const isRoomBelow = trigger.bottom + hint.height <= window.height - MARGIN
  const above = trigger.top - hint.height
  return { left, top: isRoomBelow || above < MARGIN ? trigger.bottom : above }
}
