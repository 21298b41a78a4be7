import { createHmac, randomUUID } from 'node:crypto'
import { OutgoingFailed, OutgoingRefused } from '../../../platform/outgoing/index.ts'
import type { OutgoingHttp } from '../../../platform/outgoing/index.ts'
import type { IdentityPartners } from '../contract/partners.ts'
import { LEVEL_RULES, STATED_RULES } from '../domain/real-name.ts'
import type { LevelRules } from '../domain/real-name.ts'
import { serves } from '../domain/real-name-provider.ts'
import type { Begun, RealNameAnswer, RealNameProvider } from '../domain/real-name-provider.ts'

type Settings = IdentityPartners['realNames'][number]

/** The sources of this installation, and which levels they give. */
export interface RealNames {
  readonly providers: readonly RealNameProvider[]
  rulesFor(jurisdiction: string): LevelRules
  providersFor(jurisdiction: string): readonly RealNameProvider[]
}

const TIMEOUT_MS = 5_000
const MOST_BYTES = 65_536

export function createRealNames(partners: IdentityPartners | undefined, outgoing: OutgoingHttp): RealNames {
  const providers = (partners?.realNames ?? []).map((settings) => createProvider(settings, outgoing))
  const providersFor = (jurisdiction: string) => providers.filter((provider) => serves(provider, jurisdiction))
  return {
    providers,
    providersFor,
    rulesFor: (jurisdiction) => {
      const hasPhones = providersFor(jurisdiction).some((provider) => provider.kind === 'phone')
      return { ...(hasPhones ? LEVEL_RULES : STATED_RULES), ...partners?.levels }
    },
  }
}

/** One source by the protocol of docs/identity-partners.md: signed JSON over the guarded way out. */
function createProvider(settings: Settings, outgoing: OutgoingHttp): RealNameProvider {
  const { id, title, kind, jurisdictions, validMonths, note } = settings
  const ask = (verb: 'begin' | 'check', body: object) => call({ settings, outgoing, verb, body: { kind, ...body } })
  return {
    id,
    title,
    kind,
    ...(jurisdictions && { jurisdictions }),
    ...(validMonths !== undefined && { validMonths }),
    ...(note !== undefined && { note }),
    begin: async (subject, returnTo) => begunOf(await ask('begin', { subject, returnTo }), settings),
    check: async (subject, evidence) => answerOf(await ask('check', { subject, evidence })),
    checkCompany: async (company, subject) => answerOf(await ask('check', { company, subject })),
  }
}

/** What came back, or undefined for whatever is no answer: away, too slow, too large, not ours, not JSON. */
async function call({
  settings,
  outgoing,
  verb,
  body,
}: {
  settings: Settings
  outgoing: OutgoingHttp
  verb: string
  body: object
}): Promise<Record<string, unknown> | undefined> {
  const requestId = randomUUID()
  const text = JSON.stringify({ requestId, ...body })
  const time = new Date().toISOString()
  const url = `${settings.url.replace(/\/$/, '')}/${verb}`
  const signature = createHmac('sha256', settings.secret)
    .update(`${time}\n${new URL(url).pathname}\n${text}`)
    .digest('hex')
  try {
    const answer = await outgoing.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-partner-client': settings.client,
        'x-partner-time': time,
        'x-partner-signature': signature,
      },
      body: text,
      timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
      maxBytes: MOST_BYTES,
    })
    const said = answer.status === 200 ? jsonOf(answer.body) : undefined
    return said?.['requestId'] === requestId ? said : undefined
  } catch (error) {
    if (error instanceof OutgoingFailed || error instanceof OutgoingRefused) return undefined
    throw error
  }
}

function jsonOf(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    // Another's server may say anything: what is no JSON is no answer.
    return undefined
  }
}

function answerOf(said: Record<string, unknown> | undefined): RealNameAnswer {
  const answer = said?.['answer']
  return answer === 'matched' || answer === 'not-matched' ? answer : 'unavailable'
}

/** The person is sent to the source's own pages and nowhere else, whatever it answers. */
function begunOf(said: Record<string, unknown> | undefined, settings: Settings): Begun | 'unavailable' {
  const reference = said?.['reference']
  const url = said?.['url']
  if (typeof reference !== 'string' || reference === '' || reference.length > 500) return 'unavailable'
  if (url === undefined) return { reference }
  const home = new URL(settings.pages ?? settings.url).origin
  if (typeof url !== 'string' || !URL.canParse(url) || new URL(url).origin !== home) return 'unavailable'
  return { reference, url }
}
