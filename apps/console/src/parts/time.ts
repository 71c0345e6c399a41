const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const second = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' })

/** The moment in the viewer's zone, to the second. Takes RFC 3339 or epoch milliseconds, as all of this file. */
export function exactTime(moment: string | number): string {
  return exact.format(new Date(moment))
}

/** Hour and minute in the viewer's zone: "14:02". */
export function clockTime(moment: string | number): string {
  return minute.format(new Date(moment))
}

/** The same to the second, for what just happened: "14:02:11". */
export function clockTimeToSecond(moment: string | number): string {
  return second.format(new Date(moment))
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' })
const dayAndYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** The day in the viewer's zone: "14 Aug", with the year where it is another one than now. */
export function dayOf(moment: string | number, now = Date.now()): string {
  const date = new Date(moment)
  return (date.getFullYear() === new Date(now).getFullYear() ? day : dayAndYear).format(date)
}
