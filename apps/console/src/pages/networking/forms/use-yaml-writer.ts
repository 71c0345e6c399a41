import { useEffect, useState } from 'react'

/** Writes YAML; undefined until the writer, which is fetched when it is needed, has arrived. */
export function useYamlWriter(): ((value: unknown) => string) | undefined {
  const [write, setWrite] = useState<(value: unknown) => string>()
  useEffect(() => {
    let isHere = true
    void import('yaml').then(({ stringify }) => {
      if (isHere) setWrite(() => (value: unknown) => stringify(value, { lineWidth: 0 }))
    })
    return () => {
      isHere = false
    }
  }, [])
  return write
}
