const UNITS = [
  { short: 'd', long: 'day', seconds: 86_400 },
  { short: 'h', long: 'hour', seconds: 3600 },
  { short: 'min', long: 'minute', seconds: 60 },
  { short: 's', long: 'second', seconds: 1 },
] as const

function largest(milliseconds: number): { count: number; short: string; long: string } {
  // A clock of the cluster that is ahead of this one must not give an age below zero.
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const unit = UNITS.find((candidate) => seconds >= candidate.seconds) ?? UNITS[3]
  return { count: Math.floor(seconds / unit.seconds), short: unit.short, long: unit.long }
}

/** A span of milliseconds in its largest whole unit: "40 s", "3 min", "2 h", "41 d". */
export function shortAge(milliseconds: number): string {
  const { count, short } = largest(milliseconds)
  return `${count}\u00a0${short}`
}

/** The same as words: "40 seconds", "1 day". */
export function longAge(milliseconds: number): string {
  const { count, long } = largest(milliseconds)
  return `${count} ${long}${count === 1 ? '' : 's'}`
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** The moment in the viewer's zone, to the second. Takes RFC 3339 or epoch milliseconds. */
export function exactTime(moment: string | number): string {
  return exact.format(new Date(moment))
}

/** Hour and minute in the viewer's zone: "14:02". */
export function clockTime(moment: string | number): string {
  return clock.format(new Date(moment))
}
