import { launch } from 'chrome-launcher'
import lighthouse from 'lighthouse'
import { expect, test } from '../actors/test.ts'
import { restaurant } from '../actors/items.ts'
import { chromiumPath } from '../chromium.ts'
import { CHROMIUM_ARGS } from '../playwright.config.ts'

test('Lighthouse finds nothing that keeps anybody out of the home page, a guide and a case', async ({
  resident,
  installation,
}) => {
  const aCase = await resident.applies(restaurant)
  await resident.portal.search(restaurant.search)
  await resident.portal.openGuide(restaurant)
  const guide = new URL(resident.portal.page.url()).pathname
  const cookies = await resident.portal.page.context().cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const chrome = await launch({ chromePath: chromiumPath(), chromeFlags: ['--headless=new', ...CHROMIUM_ARGS] })
  try {
    for (const path of ['/', guide, `/cases/${aCase.id}`]) {
      expect(await failuresAt(`${installation.url}${path}`, { port: chrome.port, cookie }), path).toEqual([])
    }
  } finally {
    chrome.kill()
  }
})

/** The audits of accessibility that took anything off 100. */
async function failuresAt(url: string, { port, cookie }: { port: number; cookie: string }): Promise<string[]> {
  const result = await lighthouse(url, {
    port,
    onlyCategories: ['accessibility'],
    extraHeaders: { Cookie: cookie },
    logLevel: 'error',
  })
  if (!result) return ['no result']
  const { categories, audits, finalDisplayedUrl } = result.lhr
  if (finalDisplayedUrl !== url) return [`was led to ${finalDisplayedUrl}`]
  if (categories['accessibility']?.score === 1) return []
  return Object.values(audits).flatMap(({ id, score }) => (score !== null && score < 1 ? [`${id} ${score}`] : []))
}
