import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'

/** What people apply who deploy the console: the lab gives the server the same rights and no others. */
const FILE = join(import.meta.dirname, '../../../../deploy/clusterrole.yaml')

const document = z.looseObject({
  apiVersion: z.string(),
  kind: z.enum(['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding']),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().exactOptional() }),
})

/** The account that the BFF reads the cluster with, its role and the binding of the two. */
export const CONSOLE_IDENTITY = parseAllDocuments(readFileSync(FILE, 'utf8')).map((one) =>
  document.parse(one.toJS()),
)

/** Identity that the BFF reads the cluster with. */
export const BFF_ACCOUNT = account()

function account(): { readonly namespace: string; readonly name: string } {
  const [one, ...others] = CONSOLE_IDENTITY.filter(({ kind }) => kind === 'ServiceAccount')
  const { name, namespace } = one?.metadata ?? {}
  if (name === undefined || namespace === undefined || others.length > 0) {
    throw new Error(`${FILE} needs one ServiceAccount, with a name and a namespace.`)
  }
  return { name, namespace }
}
