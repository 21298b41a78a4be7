/** How near the due date is: the word of `limits`, which keeps the clock. */
export { LimitLevel } from '../../limits/contract/limit.ts'
