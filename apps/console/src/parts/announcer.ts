/**
 * One polite live region for the whole page: what a control has just done, for those who cannot see it (copied, sorted).
 * It stands outside React's root and outside dialogs, so that nothing hides or unmounts it.
 */
let region: HTMLElement | undefined

export function announce(words: string): void {
  if (!region?.isConnected) {
    region = document.createElement('div')
    region.setAttribute('role', 'status')
    region.setAttribute('data-announcer', '')
    // The properties one by one: the content security policy allows no style attribute in markup.
    Object.assign(region.style, {
      position: 'fixed',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    })
    document.body.append(region)
  }
  // The same words twice would not be announced again; a no-break space makes them different.
  region.textContent = region.textContent === words ? `${words}\u00a0` : words
}
