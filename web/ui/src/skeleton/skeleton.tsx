import styles from './skeleton.module.css'

/** Lines in the shape of what is loading; invisible for the first 300 ms, so that quick answers do not flicker. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div className={styles.skeleton} role="status">
      <span className="visually-hidden">{label}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className={styles.line} data-last={index === lines - 1 || undefined} aria-hidden="true" />
      ))}
    </div>
  )
}
