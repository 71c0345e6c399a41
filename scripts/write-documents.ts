import { runProgram } from './failure.ts'
import { writeDocuments } from './documents.ts'

await runProgram(() => {
  writeDocuments()
  return Promise.resolve()
})
