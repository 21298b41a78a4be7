import { Fragment } from 'react'

/** A number of forty digits that may be broken between groups of eight; its last few digits never stand alone on a line. */
export function LongNumber({ children }: { children: string }) {
  return groupsOf(children).map((group, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {group}
    </Fragment>
  ))
}

/** What is left over after groups of eight belongs to the last of them. */
function groupsOf(number: string): string[] {
  const groups = number.match(/.{1,8}/g) ?? []
  const last = groups.at(-1)
  if (groups.length < 2 || last === undefined || last.length > 4) return groups
  return [...groups.slice(0, -2), `${groups.at(-2)}${last}`]
}
