/** The traffic path as a mark: a client, a station, a target. */
export function LogoMark() {
  return (
    <svg viewBox="0 0 30 20" width="30" height="20" aria-hidden="true">
      <path d="M7 10h4M19 10h4" stroke="currentColor" strokeWidth="2.2" />
      <circle cx="4" cy="10" r="3" fill="none" stroke="currentColor" strokeWidth="2" />
      <rect
        x="11.2"
        y="6.2"
        width="7.6"
        height="7.6"
        rx="1.2"
        transform="rotate(45 15 10)"
        fill="currentColor"
      />
      <circle cx="26" cy="10" r="3.6" fill="currentColor" />
    </svg>
  )
}
