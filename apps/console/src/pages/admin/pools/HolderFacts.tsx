import type { Cell } from '@kube-dc/networking/pools/cell'
import { usersWords } from '@kube-dc/networking/pools/holder-words'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { Age } from '../../../parts/Age.tsx'
import { Section } from '../../../parts/Card.tsx'
import { Fact, KeyValue } from '../../../parts/KeyValue.tsx'
import { Ownership } from '../../../parts/Ownership.tsx'
import { Text } from '../../../parts/Text.tsx'
import { cellWords } from './allocations.ts'

/** Who holds an address, and by which objects. */
export function HolderFacts({ cell, holder }: { cell: Cell<AddressReport>; holder: AddressReport }) {
  const { eip, project, meta, type, nat, madeFor } = holder
  const at = project && { organization: project.organization, project: project.project }
  return (
    <>
      <Section title="Holder">
        <KeyValue>
          <Fact label="State">{cellWords(cell)}</Fact>
          {at && (
            <>
              <Fact label="Organization">
                <Link to={paths.organization(at.organization)}>{at.organization}</Link>
              </Fact>
              <Fact label="Project">
                <Link to={paths.overview(at)}>{at.project}</Link>
              </Fact>
            </>
          )}
          {eip && (
            <>
              <Fact label="External IP">
                {at ? (
                  <Link to={paths.externalIp(at, eip.name)}>{eip.name}</Link>
                ) : (
                  `${eip.namespace}/${eip.name}`
                )}
              </Fact>
              <Fact label="Ownership">
                <Ownership ownership={eip.ownership} />
              </Fact>
              <Fact label="Used by">{usersWords(holder) || <Text tone="3">nothing</Text>}</Fact>
              <Fact label="Held since">
                <Age since={eip.createdAt} form="long" />
              </Fact>
            </>
          )}
          {madeFor !== undefined && <Fact label="Made for">{madeFor.replace('.', '/')}, which is gone</Fact>}
        </KeyValue>
      </Section>
      <Section title="Platform objects">
        <KeyValue>
          <Fact label="OvnEip">
            <Text mono>{meta.name}</Text>
          </Fact>
          <Fact label="Kind">{KINDS[type] ?? type}</Fact>
          {nat !== '' && <Fact label="Translation">{nat}</Fact>}
          <Fact label="Made">
            <Age since={meta.createdAt} form="long" />
          </Fact>
          {meta.deletedAt !== undefined && (
            <Fact label="Being deleted since">
              <Age since={meta.deletedAt} form="long" />
            </Fact>
          )}
        </KeyValue>
      </Section>
    </>
  )
}

/** Types of OvnEips in words (kube-dc.md §3). */
const KINDS: Readonly<Record<string, string>> = {
  lrp: 'router port of a VPC (lrp)',
  lsp: 'port of the platform (lsp)',
  nat: 'address for translation or load balancing (nat)',
}
