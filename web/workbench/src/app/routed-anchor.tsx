import type { AnchorProps } from '@yiwang/ui'
import { Link } from 'react-router'

/** Links of the design system go through the router, unless they leave the workbench. */
export function RoutedAnchor({ href, ...rest }: AnchorProps) {
  const isOurs = href.startsWith('/') && !href.startsWith('/api/') && rest.target === undefined
  return isOurs ? <Link to={href} {...rest} /> : <a href={href} {...rest} />
}
