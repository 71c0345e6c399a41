import { ApiError } from '@kube-dc/api/client'
import type { OperationView } from '@kube-dc/api/operations'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { useServices } from '../app/services.ts'
import { useLocationState } from '../app/use-location-state.ts'
import { ReadState } from '../pages/networking/ReadState.tsx'
import { Age } from '../parts/Age.tsx'
import { Section } from '../parts/Card.tsx'
import { CellLink } from '../parts/CellLink.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ProblemBox } from '../parts/ProblemBox.tsx'
import { StateGlyph } from '../parts/StateGlyph.tsx'
import { Text } from '../parts/Text.tsx'
import { NetworkingIcon } from '../shell/NetworkingIcon.tsx'
import { Decisions } from './Decisions.tsx'
import { isEnded, operationQuery } from './operation-queries.ts'
import { operationTitle, STANDING_GLYPHS, standingOf, standingWords } from './operation-words.ts'
import styles from './OperationDetails.module.css'
import type { OperationPlace } from './place.ts'
import { Review } from './Review.tsx'
import { Steps } from './Steps.tsx'
import { useDecide } from './use-decide.ts'

/** `form`: it was started there a moment ago, and closing the panel leads to the list that the form stood over. */
const navigation = z.object({ from: z.enum(['form']).optional() }).catch({})

interface OperationDetailsProps {
  place: OperationPlace
  /** Of the panel. */
  foot?: ReactNode
}

/** One operation, live: what it does, how far it is, and what can be decided about it. Its address finds it again. */
export function OperationDetails({ place, foot }: OperationDetailsProps) {
  const { operation: id = '' } = useParams()
  const { api } = useServices()
  const navigate = useNavigate()
  const { from } = useLocationState(navigation)
  const { data, error, refetch } = useQuery(operationQuery(api, place.namespace, id))
  const refused = error instanceof ApiError ? error : undefined
  const gone = refused?.problem.code === 'not-found'
  const subject = from === 'form' && data ? place.subjectOf(data) : undefined
  const close = () => void navigate(subject?.list ?? place.list)
  return (
    <Panel
      kind="Operation"
      icon={<NetworkingIcon size={16} />}
      title={data ? operationTitle(data) : 'Operation'}
      foot={foot}
      onClose={close}
    >
      {gone ? (
        <Section>
          <p role="status">
            There is no such operation in {place.name} any more: it was closed, or never existed.
          </p>
        </Section>
      ) : data ? (
        <Content place={place} operation={data} unread={refused} onClosed={close} />
      ) : (
        <ReadState title="The operation could not be read" error={refused} again={() => void refetch()} />
      )}
    </Panel>
  )
}

interface ContentProps {
  place: OperationPlace
  operation: OperationView
  /** Why it could not be read again. */
  unread: ApiError | undefined
  onClosed: () => void
}

function Content({ place, operation, unread, onClosed }: ContentProps) {
  const decide = useDecide(place.namespace, operation, onClosed)
  const { problem, mine, startedBy, startedAt } = operation
  const standing = standingOf(operation)
  const others = !mine && !isEnded(operation)
  return (
    <>
      <Section>
        <p role="status" className={styles.standing}>
          <StateGlyph state={STANDING_GLYPHS[standing]} named />
          <Text strong>{standingWords(operation)}</Text>
        </p>
        {problem !== undefined && <p className={styles.problem}>{problem}</p>}
        <Text as="p" size="s" tone="2">
          Started by {mine ? 'you' : startedBy}, <Age since={startedAt} form="long" />.
          {standing === 'working' && ' It goes on without this page.'}
        </Text>
        {standing === 'done' && <Subject place={place} operation={operation} />}
        {unread && (
          <Text as="p" size="s" tone="bad">
            It could not be read again, so this may be old. {unread.problem.error}
          </Text>
        )}
      </Section>
      <Section title="Steps">
        <Steps operation={operation} />
      </Section>
      <Review operation={operation} namespace={place.namespace} open={others} />
      <Section>
        {others && (
          <Text as="p" size="s" tone="2">
            You did not start this here. What it does is shown above; go on with it only if that is wanted.
          </Text>
        )}
        {decide.problem && <ProblemBox title="It stays as it is" problem={decide.problem} />}
        <Decisions operation={operation} decide={decide} />
      </Section>
    </>
  )
}

/** The way on: to what was made or changed. */
function Subject({ place, operation }: Pick<ContentProps, 'place' | 'operation'>) {
  const { intent, subject } = operation
  const at = place.subjectOf(operation)
  if (!at || intent.startsWith('delete-')) return null
  return (
    <Text as="p" size="s">
      <CellLink to={at.one}>Open {subject.name}</CellLink>
    </Text>
  )
}
