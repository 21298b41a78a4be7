/** Words at the heart of the passwords that everybody tries first, in small letters, as published lists of leaks have them. */
const WORDS = new Set(
  [
    'password passwd passcode passw pass login letmein welcome admin administrator root user guest test tester testing demo',
    'default changeme secret master super superman batman dragon monkey shadow sunshine princess football baseball michael',
    'charlie jordan hello iloveyou loveyou love lovely whatever trustno computer internet server database oracle mysql',
    'postgres tomcat weblogic system manager support service windows linux huawei xiaomi alibaba taobao tencent weixin',
    'qwerty qwert qwer asdf asdfgh zxcv zxcvbn zxcvbnm qazwsx qweasd qweasdzxc wasd abc abcd abcde abcdef abcdefg aaa xxx',
    'woaini woaini woai aini wosini nihao nimabi caonima zhongguo china chinese beijing shanghai guangzhou shenzhen guangxi',
    'nanning qinzhou lingshan zhengwu zhengfu fuwu wangluo mima mimamima dengfu guanli guanliyuan wangxiao laopo laogong',
    'baobao baobei haha hehe xixi wangluoanquan anquan yiwang yonghu xitong ceshi kaifa yunwei bangong renmin gongan',
  ]
    .join(' ')
    .split(' '),
)

/** Rows of keys and of signs in which neighbours are typed without thinking. */
const ROWS = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '!@#$%^&*()']
/** Columns of keys. */
const COLUMNS = [
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
  'qaz',
  'wsx',
  'edc',
  'rfv',
  'tgb',
  'yhn',
  'ujm',
]
/** Numbers that mean something to everybody. */
const NUMBERS = [
  '520',
  '1314',
  '521',
  '5201314',
  '1314520',
  '888',
  '666',
  '168',
  '147258369',
  '159357',
  '110',
  '119',
  '120',
]

const LEET: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '0': 'o',
  '1': 'l',
  '!': 'i',
  '3': 'e',
  $: 's',
  '5': 's',
  '7': 't',
}

/**
 * Whether a password is one of those: a well-known word, written with the usual signs for letters, with a little before or
 * behind it; or nothing but runs over the keyboard, repetitions, years and numbers that mean something.
 */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase()
  return isWordWithTrimmings(lower) || isRuns(lower)
}

/** `P@ssw0rd!`, `admin@123`, `woaini520`: what is left without trimmings, read as letters, is a word of the list. */
function isWordWithTrimmings(lower: string): boolean {
  const bare = lower.replaceAll(/^[^a-z]+|[^a-z]+$/g, '')
  const trimmings = lower.length - bare.length
  const candidates = [bare, unleet(bare), unleet(lower), unleet(lower.replace(/[\d\W_]{1,6}$/, ''))]
  return candidates.some((word) => WORDS.has(word.replaceAll(/[^a-z]/g, ''))) && trimmings <= 6 && lower.length <= 20
}

function unleet(text: string): string {
  return [...text].map((letter) => LEET[letter] ?? letter).join('')
}

/** What is left when all that needs no thought is taken away is too little to be guessed at. */
function isRuns(lower: string): boolean {
  const repeated = lower.replaceAll(/(.)\1{2,}/gu, '')
  const isLong = (known: string) => known.length > 3
  const known = without(withoutRuns(without(repeated, [...COLUMNS, ...NUMBERS].filter(isLong))), [
    ...COLUMNS,
    ...NUMBERS,
  ])
  const rest = known.replaceAll(/(?:19|20)\d\d/g, '').replaceAll(/[^\p{L}\p{N}]/gu, '')
  return rest.length <= 2
}

function without(text: string, parts: readonly string[]): string {
  const longestFirst = parts.toSorted((one, other) => other.length - one.length)
  return longestFirst.reduce((left, part) => left.replaceAll(part, ''), text)
}

/** Three neighbours or more, there or back. */
function withoutRuns(text: string): string {
  let kept = ''
  for (let at = 0; at < text.length; ) {
    const length = Math.max(
      ...ROWS.map((row) => Math.max(runIn(row, text, at), runIn([...row].toReversed().join(''), text, at))),
    )
    if (length >= 3) at += length
    else {
      kept += text[at]
      at += 1
    }
  }
  return kept
}

function runIn(row: string, text: string, from: number): number {
  const start = row.indexOf(text[from] ?? '')
  if (start < 0) return 0
  let length = 1
  while (start + length < row.length && text[from + length] === row[start + length]) length += 1
  return length
}
