/** One way in that forks to two targets. */
export function NetworkingIcon({ size = 20 }: { size?: 16 | 20 }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <circle cx="3.5" cy="8" r="1.8" />
      <circle cx="12.5" cy="3.8" r="1.8" />
      <circle cx="12.5" cy="12.2" r="1.8" />
      <path d="M5.3 8h2.2a2 2 0 0 0 1.7-1l1-2M7.5 8a2 2 0 0 1 1.7 1l1 2" />
    </svg>
  )
}
