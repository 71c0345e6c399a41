import { useState } from 'react'
import { Text } from '../../../parts/Text.tsx'
import { AddressField, type AddressFieldProps } from './AddressField.tsx'
import type { AddressState } from './address-state.ts'
import styles from './forms.module.css'

const FIELDS = ['address.use', 'address.name', 'address.networkType'] as const

/**
 * The address behind a gateway route, folded away while the platform chooses it: clients come by the hostname, whatever
 * it is. Unfolded where something is said about it.
 */
export function InnerAddress(props: Omit<AddressFieldProps, 'thing'>) {
  const { fields, value } = props
  const said = FIELDS.some((field) => fields.errorOf(field) !== undefined || fields.warningOf(field))
  const [open, setOpen] = useState(value.use !== 'own' || value.networkType !== 'cloud')
  return (
    <details
      className={styles.folded}
      open={open || said}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>Inner address: {chosenWords(props)}</summary>
      <Text as="p" size="s" tone="2">
        Clients reach the Gateway by the hostname, whatever this address is. The Gateway connects to it.
      </Text>
      <AddressField {...props} thing="this Service" />
    </details>
  )
}

function chosenWords({ value, options }: Pick<AddressFieldProps, 'value' | 'options'>): string {
  const { use, networkType, existing, newName }: AddressState = value
  switch (use) {
    case 'own':
      return networkType === 'cloud' ? 'the platform chooses' : 'a public one for this Service'
    case 'existing':
      return existing === '' ? 'not chosen yet' : existing
    case 'new':
      return newName ?? options.suggestedNames[networkType]
    case 'shared':
      return 'the Project’s default address'
  }
}
