import type { ReactNode } from 'react'
import { Page, Prose } from '../../shared/layout/page.tsx'
import { sharedMessages } from '../../shared/messages.ts'

export interface StatementText {
  title: string
  intro: string
  sections: readonly { title: string; text: readonly string[] }[]
}

export function Statement({ text, children }: { text: StatementText; children?: ReactNode }) {
  return (
    <Page title={text.title} lead={text.intro} crumbs={[{ label: sharedMessages.home, href: '/' }]}>
      <Prose>
        {text.sections.map((section) => (
          <section key={section.title}>
            <h2>{section.title}</h2>
            {section.text.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
        {children}
      </Prose>
    </Page>
  )
}
