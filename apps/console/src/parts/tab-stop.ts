import { createContext, useContext } from 'react'

/**
 * Inside a grid only the active row has tab stops; controls in cells take theirs from here. Elsewhere it is undefined and
 * controls keep their natural order.
 */
export const TabStop = createContext<0 | -1 | undefined>(undefined)

export function useTabStop(): 0 | -1 | undefined {
  return useContext(TabStop)
}
