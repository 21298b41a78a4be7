/** Quiet zone of four modules, as ISO/IEC 18004 asks for. */
export function QrCode({ path, label }: { path: string; label: string }) {
  const size = 1 + Math.max(...[...path.matchAll(/M(\d+)/g)].map((match) => Number(match[1])))
  return (
    <svg viewBox={`-4 -4 ${size + 8} ${size + 8}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect x="-4" y="-4" width={size + 8} height={size + 8} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
