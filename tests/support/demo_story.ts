import { photo } from '#tests/support/photo'
import type { RunningPlant } from '#tests/support/running_plant'

/** The people of the story, by badge. */
export const BADGE = {
  welder: '10001001',
  guardian: '10001002',
  director: '10001003',
  safety: '10001004',
  leader: '10001005',
  safetyDirector: '10001006',
  controlRoom: '10001007',
  administrator: '10001012',
  expired: '10002001',
  contractor: '10002003',
} as const

const HOUR = 3_600_000

/** Walks the demo plant's story over the API of a running plant, as its people would. */
export class DemoStory {
  #tokens = new Map<string, string>()

  constructor(readonly plant: RunningPlant) {}

  async token(badge: string): Promise<string> {
    const known = this.#tokens.get(badge)
    if (known) return known
    const token = await this.plant.signIn(badge)
    this.#tokens.set(badge, token)
    return token
  }

  async as(badge: string, method: string, path: string, json?: unknown, accept?: number[]) {
    return this.plant.api(method, path, { token: await this.token(badge), json, accept })
  }

  async photo(badge: string): Promise<string> {
    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await photo())], { type: 'image/jpeg' }), 'site.jpg')
    const response = await fetch(`${this.plant.url}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.token(badge)}` },
      body: form,
    })
    if (response.status !== 201) throw new Error(`photo: ${response.status} ${await response.text()}`)
    return ((await response.json()) as any).data.id
  }

  /** A draft for hot work of level 1 in gas area 2; not yet handed in. */
  async draft(): Promise<any> {
    const body = {
      level: 'L1',
      area: 'GAS2',
      place: '2#转炉煤气柜进口管道',
      content: '更换法兰',
      method: '焊接',
      start_at: Date.now(),
      end_at: Date.now() + 6 * HOUR,
      workers: [{ person: 'C2003', trade: 'welder' }],
      guardian: 'E1002',
    }
    return (await this.as(BADGE.welder, 'POST', '/api/v1/permits', body)).body.data
  }

  async confirmMeasures(id: string): Promise<void> {
    const { body } = await this.as(BADGE.welder, 'GET', '/api/v1/permits/levels')
    const level = body.data.find((one: any) => one.code === 'L1')
    for (const measure of level.measures) {
      const attachment_id = measure.photo ? await this.photo(BADGE.welder) : null
      await this.as(BADGE.welder, 'POST', `/api/v1/permits/${id}/measures/${measure.id}`, { outcome: 'done', attachment_id })
    }
  }

  command(badge: string, id: string, command: string, json: object = {}, accept?: number[]) {
    return this.as(badge, 'POST', `/api/v1/permits/${id}/${command}`, { pin: '246810', ...json }, accept)
  }

  async testGas(id: string, co = 3): Promise<void> {
    const readings = [
      { gas: 'CO', value: co, unit: 'ppm' },
      { gas: 'LEL', value: 0, unit: '%LEL' },
      { gas: 'O2', value: 20.8, unit: '%vol' },
    ]
    const calibrated_on = new Date(Date.now() - 30 * 24 * HOUR).toISOString().slice(0, 10)
    const test = { position: 'middle', readings, instrument: 'BW-07', calibrated_on }
    await this.as(BADGE.safety, 'POST', `/api/v1/permits/${id}/gas-tests`, test)
  }

  /** What the guardian scans: the permit's own code, and the sign at the place. */
  async scans(id: string): Promise<{ token: string; place: string }> {
    const token = (await this.as(BADGE.guardian, 'GET', `/api/v1/permits/${id}/qr?format=text`)).body.data.token
    const place = (await this.as(BADGE.safety, 'GET', '/api/v1/permits/places/GAS2/qr?format=text')).body.data.token
    return { token, place }
  }

  readonly startChecks = ['people', 'place', 'measures', 'escape']

  /** The whole way to an issued permit. */
  async issuedPermit(): Promise<string> {
    const { id } = await this.draft()
    await this.confirmMeasures(id)
    await this.command(BADGE.welder, id, 'submit')
    await this.command(BADGE.guardian, id, 'accept', { duties_version: '2026-1' })
    for (const approver of [BADGE.director, BADGE.safety, BADGE.leader]) await this.command(approver, id, 'approve')
    return id
  }

  /** A badge at the gate of gas area 2, as its kiosk asks. */
  async gate(badge: string, direction: 'in' | 'out'): Promise<any> {
    const gate = await this.device('GATE-GAS2')
    const answer = await this.plant.api('POST', '/api/v1/access/decisions', {
      token: gate,
      json: { gate: 'GAS2-MAIN', badge, direction },
    })
    return answer.body.data ?? answer.body
  }

  /** The device's token: what pairing gives the kiosk's browser, made by the command for integrators. */
  async device(code: string): Promise<string> {
    const known = this.#tokens.get(code)
    if (known) return known
    const token = JSON.parse(await this.plant.ace('device:token', code, '--json')).token as string
    this.#tokens.set(code, token)
    return token
  }

  async board(): Promise<any> {
    return (await this.as(BADGE.administrator, 'GET', '/api/v1/board')).body.data
  }

  async permit(id: string): Promise<any> {
    return (await this.as(BADGE.administrator, 'GET', `/api/v1/permits/${id}`)).body.data
  }
}
