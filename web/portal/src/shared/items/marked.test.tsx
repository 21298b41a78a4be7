import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Marked } from './marked.tsx'

test('words that were searched for are marked, whatever characters they hold', () => {
  const html = renderToStaticMarkup(<Marked text="食品（小吃）经营许可" words={['（小吃', '许可']} />)
  expect(html).toBe('食品<mark>（小吃</mark>）经营<mark>许可</mark>')
})

test('a text without a match stays as it is', () => {
  expect(renderToStaticMarkup(<Marked text="残疾人证" words={['许可', '(']} />)).toBe('残疾人证')
})
