import type { TestingLibraryMatchers } from '@testing-library/jest-dom/matchers'

// jest-dom declares its matchers for the assertion type of older releases of Vitest. The type parameters have to be those
// of the interface that is extended.
declare module 'vitest' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only interfaces can be merged
  interface Matchers<
    R extends void | Promise<void> = void | Promise<void>,
    T = unknown,
  > extends TestingLibraryMatchers<T, R> {}
}
