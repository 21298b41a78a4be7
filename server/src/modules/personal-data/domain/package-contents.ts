import type { HeldKindData, PackageData } from './package-data.ts'

/** 目录: what is in the package, readable in any browser, without a program of ours. Nothing in it is loaded from anywhere. */
export function indexPage(data: PackageData): string {
  const kinds = data.kinds.map(kindSection).join('\n')
  const readings = data.readings
    .map(
      ({ at, what, thing = '', purpose = '', byName, organizationName = '' }) =>
        `<tr>${[moment(at), what, thing, purpose, byName, organizationName].map((text) => `<td>${escaped(text)}</td>`).join('')}</tr>`,
    )
    .join('\n')
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>个人信息副本</title>
<style>${STYLE}</style>
</head>
<body>
<h1>个人信息副本</h1>
<p>来自 ${escaped(data.from)}，${escaped(moment(data.madeAt))} 制作。依据《中华人民共和国个人信息保护法》第四十五条。</p>
<p>“data.json”是同样的内容，供程序读取；“data.schema.json”说明它的结构；“files”里是您的文件。</p>
${kinds}
<section>
<h2>谁看过您的信息（${data.readings.length}）</h2>
<table><thead><tr><th>时间</th><th>看了什么</th><th>属于</th><th>目的</th><th>谁</th><th>单位</th></tr></thead><tbody>
${readings}
</tbody></table>
</section>
</body>
</html>
`
}

const STYLE = `body{font-family:"Noto Sans SC","Microsoft YaHei",sans-serif;line-height:1.7;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}
h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:1px solid #ccc;margin-top:2.5rem}h3{font-size:1rem;margin-bottom:.25rem}
dl{display:grid;grid-template-columns:minmax(6rem,10rem) 1fr;gap:.25rem 1rem;margin:.25rem 0 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}
@media(max-width:40rem){dl{grid-template-columns:1fr}}`

function kindSection(kind: HeldKindData): string {
  const about = list([
    ['处理目的', kind.purpose],
    ['依据', kind.basis],
    ['来源', kind.source],
    ['保存期限', kind.keptFor],
    ...(kind.withheld === undefined ? [] : [['不提供的部分', kind.withheld] as const]),
  ])
  const things = kind.things.map((thing) => {
    const facts = thing.facts.map(({ label, value }) => [label, value] as const)
    const kept = thing.keptUntil ? [['保存到', `${thing.keptUntil.on}（${thing.keptUntil.basis}）`] as const] : []
    const files = thing.files
      .map(({ path, fileName }) => `<li><a href="${escaped(encodeURI(path))}">${escaped(fileName)}</a></li>`)
      .join('')
    return `<h3>${escaped(thing.title)}</h3>${list([...facts, ...kept])}${files === '' ? '' : `<ul>${files}</ul>`}`
  })
  return `<section>
<h2>${escaped(kind.title)}（${kind.things.length}）</h2>
${about}
${things.length === 0 ? '<p>没有。</p>' : things.join('\n')}
</section>`
}

function list(rows: readonly (readonly [string, string])[]): string {
  return `<dl>${rows.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
}

function moment(instant: string): string {
  return new Date(instant).toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one)
}

/** Two files of one name are told apart; no name climbs out of its folder. */
export function pathsFor(
  files: readonly { readonly fileId: string; readonly fileName: string }[],
): ReadonlyMap<string, string> {
  const paths = new Map<string, string>()
  for (const { fileId, fileName } of files) {
    if (paths.has(fileId)) continue
    const number = String(paths.size + 1).padStart(4, '0')
    const plain = fileName.replace(/[/\\:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+/, '')
    paths.set(fileId, `files/${number}-${plain}`)
  }
  return paths
}
