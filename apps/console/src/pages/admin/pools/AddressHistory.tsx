import { ApiError, type ApiClient } from '@kube-dc/api/client'
import type { AddressReport } from '@kube-dc/networking/pools/report'
import { historyLines, type HistoryLine } from '@kube-dc/networking/pools/holder-history'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { paths } from '../../../app/paths.ts'
import { useServices } from '../../../app/services.ts'
import { Section } from '../../../parts/Card.tsx'
import { useNow } from '../../../parts/clock.ts'
import { Fact, KeyValue } from '../../../parts/KeyValue.tsx'
import { exactTime } from '../../../parts/time.ts'
import { ReadState } from '../../networking/ReadState.tsx'
import { lineDays, sinceWords } from './history-words.ts'

interface AddressHistoryProps {
  pool: string
  address: string
  /** Who holds it now. */
  holders: readonly AddressReport[]
}

/** Another holder is another history: whoever is in the key makes it be read anew. */
function historyQuery(api: ApiClient, { pool, address, holders }: AddressHistoryProps) {
  const held = holders.map(({ meta, eip }) => `${meta.uid} ${eip?.uid ?? ''}`)
  return queryOptions({
    queryKey: ['address-history', pool, address, ...held],
    queryFn: () => api.call('addressHistory', { params: { pool, address } }),
    // Of the same address only: what another one's holders were must not stand under this one for a moment.
    placeholderData: (shown, query) =>
      query?.queryKey[1] === pool && query.queryKey[2] === address ? shown : undefined,
    staleTime: 0,
  })
}

/** Who held an address before, as far back as anybody watched. */
export function AddressHistory(props: AddressHistoryProps) {
  const { api } = useServices()
  const { data, error, refetch } = useQuery(historyQuery(api, props))
  const now = useNow((moment) => Math.floor(moment / 60_000) * 60_000)
  if (!data) {
    const refused = error instanceof ApiError ? error : undefined
    return <ReadState title="The history could not be read" error={refused} again={() => void refetch()} />
  }
  return (
    <Section title="History" action={sinceWords(data.since, data, now)}>
      <KeyValue>
        {historyLines(data).map((line) => (
          <Fact key={`${line.from} ${line.words}`} label={lineDays(line, now)}>
            <span title={exactTimes(line)}>
              <Holding line={line} />
            </span>
          </Fact>
        ))}
      </KeyValue>
    </Section>
  )
}

/** Only what is held now is sure to be there to go to. */
function Holding({ line: { words, holding } }: { line: HistoryLine }) {
  const { organization, project, object, kind, to } = holding ?? {}
  if (organization === undefined || project === undefined || object === undefined) return words
  if (kind !== 'ExternalIp' || to !== undefined) return words
  return (
    <Link to={paths.externalIp({ organization, project }, object.slice(object.indexOf('/') + 1))}>
      {words}
    </Link>
  )
}

function exactTimes({ from, to }: HistoryLine): string {
  return to === undefined ? exactTime(from) : `${exactTime(from)} – ${exactTime(to)}`
}
