import { syntaxProblem } from './body.ts'
import { deleteObject } from './deletes.ts'
import { isObject, parseJson, type Json } from './json.ts'
import { deleteOptions, listOptions } from './options.ts'
import { list } from './reads.ts'
import type { Representation } from './representation.ts'
import { readBody } from './request.ts'
import { answerWrite, type ResourceCall } from './resource-call.ts'
import { send, sendText } from './respond.ts'
import { selection } from './selection.ts'
import { plainFailure } from './status.ts'

/** DELETE of one object. */
export async function remove(call: ResourceCall, as: Representation): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = deleteOptions(request.query, parseDeleteBody(await readBody(message)))
  const context = { user, dryRun: options.dryRun }
  const result = await deleteObject(api, resource, target.namespace, target.name, options, context)
  if (!result.gone) {
    answerWrite(call, as, 200, { ...result, warnings: [] })
    return
  }
  if (resource.answersDeleted) {
    answerWrite(call, as, 200, { object: result.last, warnings: [] })
    return
  }
  send(call.response, 200, {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name: target.name,
      ...(resource.group !== '' && { group: resource.group }),
      kind: resource.plural,
      uid: result.last.metadata.uid ?? '',
    },
  })
}

function parseDeleteBody(text: string): Json | undefined {
  if (text === '') return undefined
  let body: Json
  try {
    body = parseJson(text)
  } catch (error) {
    throw plainFailure(`couldn't get version/kind; json parse error: ${syntaxProblem(text, error)}`)
  }
  const seconds = isObject(body) ? body['gracePeriodSeconds'] : undefined
  if (typeof seconds === 'string') {
    throw plainFailure(
      'json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    )
  }
  return body
}

/** DELETE of a collection, as far as the selectors reach. */
export async function removeAll(call: ResourceCall, as: Representation): Promise<void> {
  const { api, resource, request, target, user, message } = call
  const options = deleteOptions(request.query, parseDeleteBody(await readBody(message)))
  const query = listOptions(request.query, false)
  const text = list(api, resource, target.namespace, query, as)
  const matches = selection(resource, query)
  for (const { object } of resource.table.list(target.namespace === '' ? undefined : target.namespace)) {
    if (matches && !matches(object)) continue
    const { name, namespace = '' } = object.metadata
    await deleteObject(api, resource, namespace, name, options, { user, dryRun: options.dryRun })
  }
  sendText(call.response, 200, text)
}
