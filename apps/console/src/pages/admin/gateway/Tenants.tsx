import { tenantWords, type Tenant } from '@kube-dc/networking/gateway/gateway-view'
import { list } from '@kube-dc/networking/words'
import { paths } from '../../../app/paths.ts'
import { CellLink } from '../../../parts/CellLink.tsx'
import { Text } from '../../../parts/Text.tsx'

interface TenantsProps {
  tenants: readonly Tenant[]
  /** What it means that nobody has it. */
  none: string
}

/** Whose something is; one Project is a link to its gateway routes. */
export function Tenants({ tenants, none }: TenantsProps) {
  const [first, ...others] = tenants
  if (!first) return <Text tone="3">{none}</Text>
  const { organization, project } = first
  if (others.length > 0 || organization === undefined || project === undefined) {
    return list(tenants.map(tenantWords))
  }
  return <CellLink to={paths.gatewayRoutes({ organization, project })}>{tenantWords(first)}</CellLink>
}
