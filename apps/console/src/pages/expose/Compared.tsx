import { Card } from '../../parts/Card.tsx'
import { MethodTable } from '../learn/MethodTable.tsx'
import { NetworkTypeTable } from '../learn/NetworkTypeTable.tsx'

/** For whoever compares before they answer: the methods and the network types, marked with what holds here. */
export function Compared() {
  return (
    <>
      <Card title="The four methods">
        <MethodTable />
      </Card>
      <Card title="The two network types">
        <NetworkTypeTable />
      </Card>
    </>
  )
}
