import type { ParsedAddress } from '@kube-dc/networking/pools/address-text'

/**
 * What a table sorts addresses by: numbers, which sort fast and come first; of IPv6, as 128 bits fit into no number, texts
 * of decimal digits, which are compared as numbers of any size. Those of other digits would not be.
 */
export function addressRank({ family, value }: ParsedAddress): number | string {
  return family === 4 ? Number(value) : String(value)
}
