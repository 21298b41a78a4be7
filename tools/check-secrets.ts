import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, sourceFiles } from './source-files.ts'

/** Secrets that are known by their form. */
const FORMS: readonly { readonly what: string; readonly form: RegExp }[] = [
  { what: 'a private key', form: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY-----\s*(?:\\n)?[A-Za-z0-9+/=]{16}/ },
  { what: 'a key of a private signing note', form: /PRIVATE\+KEY\+[\w.]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{20}/ },
  { what: 'an access key of Amazon', form: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'an access key of Alibaba Cloud', form: /\bLTAI[0-9A-Za-z]{12,20}\b/ },
  { what: 'a secret id of Tencent Cloud', form: /\bAKID[0-9A-Za-z]{32}\b/ },
  { what: 'a token of GitHub', form: /\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{60,})\b/ },
  { what: 'a token of GitLab', form: /\bglpat-[0-9A-Za-z_-]{20}\b/ },
  { what: 'a token of npm', form: /\bnpm_[0-9A-Za-z]{36}\b|_authToken\s*=\s*[^\s$]/ },
  { what: 'a token of Slack', form: /\bxox[abpors]-[0-9A-Za-z-]{20,}/ },
  { what: 'a signed token (JWT)', form: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
  {
    what: 'a key of WeChat Work or DingTalk robots',
    form: /(?:webhook\/send\?key=|robot\/send\?access_token=)[0-9a-f-]{32,}/,
  },
]
/** A value that is written after such a name and that looks as drawn by lot. */
const NAMED =
  /(?:secret|passw(?:or)?d|passphrase|token|api_?key|private_?key|credential)\w*['"]?\s*[:=]\s*['"`]([^'"`\s]{16,200})['"`]/gi
const LEAST_BITS = 3.6
/** Published for demos and tests, and refused in production. */
const PUBLISHED = new Set(['yiwang-demo'])
const ENDINGS = [
  '.ts',
  '.tsx',
  '.mjs',
  '.cjs',
  '.js',
  '.json',
  '.md',
  '.yaml',
  '.yml',
  '.sql',
  '.txt',
  '.csv',
  '.html',
  '.env',
  '.example',
  '.pem',
  '.key',
  '.service',
  '.sh',
  '.npmrc',
  'Dockerfile',
]
const NOT_OURS = /(^|\/)package-lock\.json$|^docs\/generated\//

/** No secret lies in the repository: none of a known form, none that is named and drawn by lot. */
export function checkSecrets(): string[] {
  return sourceFiles(ENDINGS)
    .filter((file) => !NOT_OURS.test(file))
    .flatMap((file) => findSecrets(file, readFileSync(join(ROOT, file), 'utf8')))
}

export function findSecrets(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, index) => {
    const place = `${file}:${index + 1}`
    const known = FORMS.filter(({ form }) => form.test(line)).map(({ what }) => `${place}: ${what}`)
    const named = [...line.matchAll(NAMED)].map(([, value = '']) => value).filter(looksDrawnByLot)
    return [...known, ...named.map((value) => `${place}: looks like a secret: ${value.slice(0, 4)}…`)]
  })
}

/** Letters, digits and signs mixed with hardly any twice; no words, no address, no expression. */
function looksDrawnByLot(value: string): boolean {
  if (
    PUBLISHED.has(value) ||
    /[{}$<>()\p{Script=Han}]|^\.{0,2}\/|^https?:|^([a-z]+|\d{1,4})([-_./: ]([a-z]+|\d{1,4}))*$/u.test(value)
  )
    return false
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/].filter((kind) => kind.test(value)).length
  return kinds >= 2 && bitsOf(value) >= LEAST_BITS
}

/** Shannon's entropy of a letter, in bits. */
function bitsOf(value: string): number {
  const counts = new Map<string, number>()
  for (const letter of value) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return [...counts.values()].reduce((sum, count) => sum - (count / value.length) * Math.log2(count / value.length), 0)
}
