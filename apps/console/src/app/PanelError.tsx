import { useLocation, useNavigate, useParams } from 'react-router'
import { Section } from '../parts/Card.tsx'
import { Panel } from '../parts/Panel.tsx'
import { ErrorWords } from './ErrorWords.tsx'
import { paths, withListState } from './paths.ts'

/** In place of a panel over a list that could not be shown; the list stays. */
export function PanelError() {
  const { organization = '', project = '' } = useParams()
  const { search } = useLocation()
  const navigate = useNavigate()
  return (
    <Panel
      kind="External IP"
      title="This cannot be shown"
      onClose={() => void navigate(withListState(paths.externalIps({ organization, project }), search))}
    >
      <Section>
        <ErrorWords />
      </Section>
    </Panel>
  )
}
