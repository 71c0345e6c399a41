import { canDeleteExternalIp } from '@kube-dc/networking/external-ips/delete'
import { useLocation, useNavigate, useParams } from 'react-router'
import { z } from 'zod'
import { paths, withListState } from '../../app/paths.ts'
import { useLocationState } from '../../app/use-location-state.ts'
import { useLiveObject } from '../../live/use-channel.ts'
import { useJudgementFacts } from '../networking/use-judgement-facts.ts'
import { useProject } from '../project/project-context.ts'
import { ExternalIpRemoval } from './ExternalIpRemoval.tsx'

const navigation = z.object({ from: z.enum(['row', 'panel']).optional() }).catch({})

/** Asks before an External IP of the Project is deleted; over its details. */
export function Component() {
  const { name = '' } = useParams()
  const { params, project, namespace } = useProject()
  const { search } = useLocation()
  const { from } = useLocationState(navigation)
  const navigate = useNavigate()
  const ip = useLiveObject({ kind: 'external-ips', namespace }, name)
  const facts = useJudgementFacts()
  const toList = () => void navigate(withListState(paths.externalIps(params), search))
  const toPanel = () => void navigate(withListState(paths.externalIp(params, name), search))
  if (!ip) return null
  return (
    <ExternalIpRemoval
      ip={ip}
      verdict={canDeleteExternalIp(ip, { ...facts, project: project.name })}
      onGone={toList}
      onClose={from === 'row' ? toList : toPanel}
    />
  )
}
