import { ApiError } from '@kube-dc/api/client'
import type { OperationView } from '@kube-dc/api/operations'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { paths } from '../app/paths.ts'
import { useServices } from '../app/services.ts'
import { useLocationState } from '../app/use-location-state.ts'
import { LearnLink } from '../pages/learn/LearnLink.tsx'
import { LISTS, type ListKind } from '../pages/networking/lists.ts'
import { ReadState } from '../pages/networking/ReadState.tsx'
import { useProject } from '../pages/project/project-context.ts'
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
import styles from './OperationPanel.module.css'
import { Review } from './Review.tsx'
import { Steps } from './Steps.tsx'
import { useDecide } from './use-decide.ts'

/** `form`: it was started there a moment ago, and closing the panel leads to the list that the form stood over. */
const navigation = z.object({ from: z.enum(['form']).optional() }).catch({})

/** One operation, live: what it does, how far it is, and what can be decided about it. Its address finds it again. */
export function Component() {
  const { operation: id = '' } = useParams()
  const { params, namespace } = useProject()
  const { api } = useServices()
  const navigate = useNavigate()
  const { from } = useLocationState(navigation)
  const { data, error, refetch } = useQuery(operationQuery(api, namespace, id))
  const refused = error instanceof ApiError ? error : undefined
  const gone = refused?.problem.code === 'not-found'
  const list = from === 'form' && data ? listOf(data) : undefined
  const back = list ? LISTS[list].list(params) : paths.operations(params)
  const close = () => void navigate(back)
  return (
    <Panel
      kind="Operation"
      icon={<NetworkingIcon size={16} />}
      title={data ? operationTitle(data) : 'Operation'}
      foot={<LearnLink about="operations" />}
      onClose={close}
    >
      {gone ? (
        <Section>
          <p role="status">
            There is no such operation in {params.project} any more: it was closed, or never existed.
          </p>
        </Section>
      ) : data ? (
        <Content operation={data} unread={refused} onClosed={close} />
      ) : (
        <ReadState title="The operation could not be read" error={refused} again={() => void refetch()} />
      )}
    </Panel>
  )
}

interface ContentProps {
  operation: OperationView
  /** Why it could not be read again. */
  unread: ApiError | undefined
  onClosed: () => void
}

function Content({ operation, unread, onClosed }: ContentProps) {
  const decide = useDecide(operation, onClosed)
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
        {standing === 'done' && <Subject operation={operation} />}
        {unread && (
          <Text as="p" size="s" tone="bad">
            It could not be read again, so this may be old. {unread.problem.error}
          </Text>
        )}
      </Section>
      <Section title="Steps">
        <Steps operation={operation} />
      </Section>
      <Review operation={operation} open={others} />
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
function Subject({ operation }: { operation: OperationView }) {
  const { params } = useProject()
  const { intent, subject } = operation
  const list = listOf(operation)
  if (!list || intent.startsWith('delete-')) return null
  return (
    <Text as="p" size="s">
      <CellLink to={LISTS[list].one(params, subject.name)}>Open {subject.name}</CellLink>
    </Text>
  )
}

/** The list of the Project that an operation’s subject is in; undefined for what belongs to the provider. */
export function listOf({
  intent,
  subject: { kind },
}: Pick<OperationView, 'intent' | 'subject'>): ListKind | undefined {
  if (kind === 'subnets') return undefined
  if (kind !== 'services') return kind
  return intent.endsWith('gateway-route') && !intent.startsWith('remove-')
    ? 'gateway-routes'
    : 'load-balancers'
}
