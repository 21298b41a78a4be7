import { type ComponentProps, type ComponentType, createContext, useContext } from 'react'

export type AnchorProps = Omit<ComponentProps<'a'>, 'href'> & { href: string }

const AnchorContext = createContext<ComponentType<AnchorProps> | 'a'>('a')

/** Lets an application put its router's link under every link of the design system. */
export const AnchorProvider = AnchorContext.Provider

export function Anchor(props: AnchorProps) {
  const Link = useContext(AnchorContext)
  return <Link {...props} />
}
