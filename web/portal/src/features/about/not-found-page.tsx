import { data } from 'react-router'

export function loader() {
  throw data({ code: 'http/not-found', title: '' }, { status: 404 })
}

export default function NotFoundPage() {
  return null
}
