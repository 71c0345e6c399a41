import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { dirname } from 'node:path'

/** One figure, and the figure of the same run that it is held against. */
export interface Measurement {
  readonly id: string
  readonly title: string
  readonly unit: 'ms' | 'KB' | '%' | 'count'
  readonly value: number
  /** What the same machine did in the same run without the console, or on a tenth of the data. */
  readonly against?: { readonly title: string; readonly value: number }
  /** The aim, as a limit on `value`; missing it is reported, never an error: machines differ. */
  readonly aim?: number
}

const ratio = ({ value, against }: Measurement) =>
  against === undefined || against.value === 0 ? undefined : value / against.value

const figure = (value: number, unit: string) => {
  const digits = value < 10 ? 1 : 0
  return unit === 'count' ? String(value) : `${value.toFixed(digits)} ${unit}`
}

/** The run as a Markdown table. */
export function table(measurements: readonly Measurement[]): string {
  const rows = measurements.map((measurement) => {
    const { title, value, unit, against, aim } = measurement
    const compared = against === undefined ? '' : `${against.title}: ${figure(against.value, unit)}`
    const verdict = aim === undefined ? '' : `≤ ${figure(aim, unit)}${value <= aim ? '' : ' (missed)'}`
    return [title, figure(value, unit), compared, ratio(measurement)?.toFixed(2) ?? '', verdict]
  })
  const lines = [
    ['what', 'measured', 'against, in the same run', 'ratio', 'aim'],
    ['---', '---', '---', '---', '---'],
    ...rows,
  ]
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** Writes the run as JSON, with what the machine is. */
export function writeJson(file: string, measurements: readonly Measurement[]): void {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem() }
  const results = measurements.map((measurement) => ({ ...measurement, ratio: ratio(measurement) }))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, results }, null, 2)}\n`)
}
