import '@yiwang/ui/tokens.css'
import '@yiwang/ui/base.css'
import '@yiwang/ui/print.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Desk } from './app/desk.tsx'
import { applyTheme, preferredTheme } from './shared/theme.ts'

applyTheme(preferredTheme())

const place = document.getElementById('desk')
if (place === null) throw new Error('The page has no place for the workbench.')
createRoot(place).render(
  <StrictMode>
    <Desk />
  </StrictMode>,
)
