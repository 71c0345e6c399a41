const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
}

/** A quantity as Kubernetes writes it (`5`, `250m`, `8Gi`) as a number; undefined for anything else. */
export function quantity(text: string | undefined): number | undefined {
  const [, digits, unit = ''] = /^([0-9]+(?:\.[0-9]+)?)([a-zA-Z]*)$/.exec(text ?? '') ?? []
  const factor = Object.hasOwn(FACTORS, unit) ? FACTORS[unit] : undefined
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor
}
