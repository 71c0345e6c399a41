import { z } from 'zod'
import type { LabInfo } from '../packages/lab/src/info.ts'

/** Faults that the lab can be put into; absent fields stay as they are. */
export interface LabFaults {
  /** `down`: connections refused; `hang`: accepted and never answered; `error`: every answer a 500. */
  readonly api?: 'up' | 'down' | 'hang' | 'error'
  /** `freeze`: open watches go silent without closing; `drop`: close all of them now. */
  readonly watches?: 'flow' | 'freeze' | 'drop'
}

const tokenAnswer = z.object({ token: z.string() })

/** Steers a running lab: faults, delays and tokens. For tests and benchmarks. */
export class LabControl {
  readonly #url: string
  readonly #token: string

  constructor({ url, token }: LabInfo['control']) {
    this.#url = url
    this.#token = token
  }

  async faults(faults: LabFaults): Promise<void> {
    await this.#post('/lab/faults', faults)
  }

  /** Forgets history, so that every older resourceVersion is answered with 410. */
  async compact(): Promise<void> {
    await this.#post('/lab/compact', {})
  }

  /** @param delays Milliseconds by name. */
  async delays(delays: Readonly<Record<string, number>>): Promise<void> {
    await this.#post('/lab/settings', { delays })
  }

  /** An access token of a person, for requests beside the browser. */
  async tokenOf(username: string): Promise<string> {
    return tokenAnswer.parse(await this.#post('/lab/tokens', { username })).token
  }

  /** Breaks addresses of a pool in one of the lab's ways (`scenarios/pools.ts`), or heals them; done when it shows. */
  async scenario(
    name: string,
    act: 'break' | 'heal',
    place: { readonly organization: string; readonly namespace: string },
  ): Promise<void> {
    await this.#post('/lab/scenarios', { name, act, ...place })
  }

  async #post(path: string, body: unknown): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`The lab answered ${path} with ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}
