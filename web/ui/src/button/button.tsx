import type { ComponentProps, ReactNode } from 'react'
import { Anchor, type AnchorProps } from '../anchor/anchor.tsx'
import { joinClasses } from '../join-classes.ts'
import styles from './button.module.css'

export interface ButtonLook {
  /** One `main` a screen. `risk` is for what can't be undone. */
  look?: 'main' | 'plain' | 'quiet' | 'risk'
  wide?: boolean
  icon?: ReactNode
}

export type ButtonProps = ComponentProps<'button'> & ButtonLook & { busy?: boolean }

export function Button({ look = 'plain', wide, icon, busy, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" {...rest} aria-busy={busy || undefined} className={buttonClass({ look, wide }, className)}>
      {icon}
      <span>{children}</span>
    </button>
  )
}

export type LinkButtonProps = AnchorProps & ButtonLook

/** Looks like a button and goes somewhere: it is a link. */
export function LinkButton({ look = 'plain', wide, icon, className, children, ...rest }: LinkButtonProps) {
  return (
    <Anchor {...rest} className={buttonClass({ look, wide }, className)}>
      {icon}
      <span>{children}</span>
    </Anchor>
  )
}

export function buttonClass({ look = 'plain', wide }: ButtonLook, more?: string): string {
  return joinClasses(styles.button, styles[look], wide && styles.wide, more)
}
