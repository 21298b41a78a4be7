import { randomBytes } from 'node:crypto'
import type { KoaContextWithOIDC } from 'oidc-provider'

/** The few pages that the provider itself answers with; asking for consent is a page of the portal. */
interface ProviderPage {
  readonly title: string
  readonly body: string
  /** Where a form of the page may lead besides us: browsers check each redirect that follows it. */
  readonly leadsTo?: string | undefined
}

export function answerPage(ctx: KoaContextWithOIDC, page: ProviderPage): void {
  const nonce = randomBytes(16).toString('base64')
  const leadsTo = page.leadsTo === undefined ? '' : ` ${new URL(page.leadsTo).origin}`
  ctx.set(
    'content-security-policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'${leadsTo}; base-uri 'none'; frame-ancestors 'none'`,
  )
  ctx.type = 'text/html; charset=utf-8'
  ctx.body = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)} · 一网</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header><a href="/">一网</a><span>统一身份认证</span></header>
<main>
<h1>${escaped(page.title)}</h1>
${page.body}
</main>
</body>
</html>`
}

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)
}

const STYLE = `
:root{color-scheme:light;--ink:#1b2430;--quiet:#4c5866;--line:#8a95a3;--deep:#124a8c;--paper:#fff;--ground:#f3f5f8;--wrong:#a3161c}
*{box-sizing:border-box}
body{margin:0;font:1rem/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--ground)}
header{display:flex;gap:.75rem;align-items:baseline;padding:.9rem 1.25rem;background:var(--deep);color:#fff}
header a{color:#fff;font-size:1.25rem;font-weight:700;text-decoration:none}
main{max-width:34rem;margin:2rem auto;padding:1.5rem 1.25rem;background:var(--paper);border:1px solid #d5dbe3;border-radius:.5rem}
h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.35}
p{margin:.5rem 0}
.quiet{color:var(--quiet)}
.wrong{color:var(--wrong);font-weight:600}
code{font:700 1.5rem/1.4 ui-monospace,Consolas,monospace;letter-spacing:.08em}
label{display:block;margin:1rem 0 .25rem;font-weight:600}
input[type=text]{width:100%;max-width:18rem;min-height:2.75rem;padding:.4rem .7rem;font:600 1.25rem ui-monospace,Consolas,monospace;letter-spacing:.08em;text-transform:uppercase;border:1px solid var(--line);border-radius:.3rem}
.acts{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.25rem}
button{min-height:2.75rem;padding:.4rem 1.4rem;font:inherit;font-weight:600;border:1px solid var(--deep);border-radius:.3rem;background:#fff;color:var(--deep);cursor:pointer}
button.main{background:var(--deep);color:#fff}
a{color:var(--deep)}
:focus-visible{outline:3px solid #f2a900;outline-offset:2px}
@media (max-width:38rem){main{margin:0;border-width:1px 0;border-radius:0}}
`

/** 设备登录, first page: the code that the screen shows is typed here. */
export function answerUserCodePage(ctx: KoaContextWithOIDC, failure: { name: string } | undefined): void {
  const wrong =
    failure && `<p class="wrong" role="alert" id="wrong">${DEVICE_FAILURES[failure.name] ?? OTHER_FAILURE}</p>`
  answerPage(ctx, {
    title: failure?.name === 'AbortedError' ? '没有登录' : '登录自助终端或大屏',
    body: `<p>请输入设备屏幕上显示的代码。</p>
${wrong ?? ''}
<form method="post" action="${escaped(ctx.oidc.urlFor('code_verification'))}">
<input type="hidden" name="xsrf" value="${escaped(secretOf(ctx))}">
<label for="user_code">设备上的代码</label>
<input type="text" id="user_code" name="user_code" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="20" required${wrong ? ' aria-describedby="wrong"' : ''}>
<div class="acts"><button class="main" type="submit">下一步</button></div>
</form>`,
  })
}

const OTHER_FAILURE = '代码没有通过，请核对后重新输入。'
const DEVICE_FAILURES: Readonly<Record<string, string>> = {
  NoCodeError: '请输入代码。',
  NotFoundError: '没有这个代码，请核对后重新输入。',
  ExpiredError: '代码已经过期，请在设备上重新取得代码。',
  AlreadyUsedError: '代码已经用过，请在设备上重新取得代码。',
  AbortedError: '您没有同意登录这台设备。',
}

/** Second page: a person must see which device is to be let in, because the code may have come from a stranger. */
export function answerDevicePage(ctx: KoaContextWithOIDC, deviceName: string, userCode: string): void {
  answerPage(ctx, {
    title: '要登录这台设备吗？',
    body: `<p><strong>${escaped(deviceName)}</strong> 请求用您的账号登录。请确认设备屏幕上显示的正是：</p>
<p><code>${escaped(userCode)}</code></p>
<p class="quiet">如果不是您自己在操作这台设备，或者代码是别人发给您的，请不要同意。</p>
<form method="post" action="${escaped(ctx.oidc.urlFor('code_verification'))}">
<input type="hidden" name="xsrf" value="${escaped(secretOf(ctx))}">
<input type="hidden" name="user_code" value="${escaped(userCode)}">
<div class="acts"><button class="main" type="submit" name="confirm" value="yes">代码一致，继续</button>
<button type="submit" name="abort" value="yes">不登录</button></div>
</form>`,
  })
}

export function answerDeviceDonePage(ctx: KoaContextWithOIDC): void {
  answerPage(ctx, {
    title: '设备已经登录',
    body: '<p>请回到设备上继续。用完以后，请在设备上退出登录。</p><p><a href="/my/applications">查看我登录过的应用</a></p>',
  })
}

/** 退出登录, asked by an application: people confirm it, because the link may have come from anywhere. */
export function answerSignOutPage(ctx: KoaContextWithOIDC): void {
  const state = ctx.oidc.session?.state as { postLogoutRedirectUri?: string } | undefined
  answerPage(ctx, {
    title: '要退出登录吗？',
    leadsTo: state?.postLogoutRedirectUri,
    body: `<p>将退出一网，以及用一网账号登录的所有应用。</p>
<form method="post" action="${escaped(ctx.oidc.urlFor('end_session_confirm'))}">
<input type="hidden" name="xsrf" value="${escaped(secretOf(ctx))}">
<div class="acts"><button class="main" type="submit" name="logout" value="yes">全部退出</button>
<button type="submit">只退出这个应用</button></div>
</form>`,
  })
}

export function answerSignedOutPage(ctx: KoaContextWithOIDC): void {
  answerPage(ctx, { title: '已经退出登录', body: '<p>您可以关闭这个页面。</p><p><a href="/">回到一网首页</a></p>' })
}

/** What an application did wrong: the person can do nothing about it but go back, its developer needs the code. */
export function answerFailurePage(
  ctx: KoaContextWithOIDC,
  failure: { error: string; error_description?: string },
): void {
  const { error, error_description: description } = failure
  answerPage(ctx, {
    title: error === 'server_error' ? '系统出错了' : '登录没有完成',
    body: `<p>${error === 'server_error' ? '这是系统的问题，不是您的问题，请稍后再试。' : '应用发来的请求不正确，或者已经过期。请回到原来的应用，重新点登录；如果还是不行，请告诉应用的管理单位。'}</p>
<p class="quiet">给开发人员：<span lang="en">${escaped(error)}${description === undefined ? '' : ` (${escaped(description)})`}</span></p>
<p><a href="/">回到一网首页</a></p>`,
  })
}

function secretOf(ctx: KoaContextWithOIDC): string {
  return (ctx.oidc.session?.state as { secret?: string } | undefined)?.secret ?? ''
}
