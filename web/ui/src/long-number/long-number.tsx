import { Fragment } from 'react'

/** A number of forty digits that may be broken between groups of eight, and never before its last digit. */
export function LongNumber({ children }: { children: string }) {
  return children.match(/.{1,8}/g)?.map((group, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {group}
    </Fragment>
  ))
}
