import type { Feature } from '@kube-dc/networking/joins/views'
import type { Meta } from '@kube-dc/networking/model/object'
import { Age } from '../../parts/Age.tsx'
import { Fact } from '../../parts/KeyValue.tsx'
import { madeByWords } from './words.ts'

interface ObjectFactsProps {
  meta: Meta
  madeBy?: Feature | undefined
}

/** What is told of every object, at the end of its facts. */
export function ObjectFacts({ meta: { createdAt, deletedAt }, madeBy }: ObjectFactsProps) {
  return (
    <>
      {madeBy && (
        <Fact label="Made by">
          {madeByWords(madeBy)}
          {madeBy.mirrors !== undefined && `, for its Service ${madeBy.mirrors}`}
        </Fact>
      )}
      <Fact label="Created">
        <Age since={createdAt} form="long" />
      </Fact>
      {deletedAt !== undefined && (
        <Fact label="Delete asked for">
          <Age since={deletedAt} form="long" />
        </Fact>
      )}
    </>
  )
}
