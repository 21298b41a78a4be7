import '@yiwang/ui/tokens.css'
import '@yiwang/ui/base.css'
import '@yiwang/ui/print.css'
import { AnchorProvider, type AnchorProps, LiveRegionProvider } from '@yiwang/ui'
import type { ReactNode } from 'react'
import {
  Link,
  Links,
  type LoaderFunctionArgs,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLocation,
  useRouteLoaderData,
} from 'react-router'
import { ErrorPage } from '../shared/errors/error-page.tsx'
import { newIntentKey } from '../shared/forms/posted-form.ts'
import { ActingBar } from '../shared/layout/acting-bar.tsx'
import { SiteFooter } from '../shared/layout/site-footer.tsx'
import { SiteHeader } from '../shared/layout/site-header.tsx'
import { sharedMessages as say } from '../shared/messages.ts'
import { portalOf } from '../shared/portal-request.ts'
import { hasSeniorCookie } from '../shared/senior-cookie.ts'
import { findSession } from '../shared/session.ts'
import { useHydrated } from '../shared/use-hydrated.ts'
import styles from './root.module.css'

export async function loader({ context, request }: LoaderFunctionArgs) {
  const portal = portalOf(context)
  const session = await findSession(portal)
  const { divisionName, isDemo } = portal.visit.site
  return {
    divisionName,
    isDemo,
    isSenior: hasSeniorCookie(request.headers.get('cookie')),
    visitor: session.account?.name,
    csrfToken: session.csrfToken,
    acting: session.acting && { ...session.acting, intentKey: newIntentKey() },
  }
}

export function Layout({ children }: { children: ReactNode }) {
  const site = useRouteLoaderData<typeof loader>('root')
  const { pathname } = useLocation()
  return (
    <html lang="zh-CN" data-senior={site?.isSenior || undefined} data-scripts={useHydrated() ? 'run' : undefined}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="theme-color" content="#1b5e8c" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <Meta />
        <Links />
      </head>
      <body className={styles.body}>
        <AnchorProvider value={RouterAnchor}>
          <LiveRegionProvider page={pathname}>
            <a href="#main" className={styles.skip}>
              {say.skip}
            </a>
            <SiteHeader
              siteName={say.siteName(site?.divisionName ?? '')}
              visitor={site?.visitor}
              isSenior={site?.isSenior ?? false}
            />
            {site?.acting && <ActingBar {...site.acting} />}
            <main id="main" tabIndex={-1}>
              {children}
            </main>
            <SiteFooter divisionName={site?.divisionName ?? ''} isDemo={site?.isDemo ?? false} />
          </LiveRegionProvider>
        </AnchorProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export { ErrorPage as ErrorBoundary }

/** Files and other servers are not the router's. */
function RouterAnchor({ href, ...rest }: AnchorProps) {
  const isPage = href.startsWith('/') && !href.startsWith('/api/') && !href.startsWith('/ledger/')
  return isPage ? <Link to={href} {...rest} /> : <a href={href} {...rest} />
}
