/** A drawing of bpmn-js, whether it is read or worked on. */
interface Drawing {
  get<Service>(name: string): Service
}

interface Canvas {
  addMarker(elementId: string, marker: string): void
  removeMarker(elementId: string, marker: string): void
}

interface Registry {
  get(elementId: string): { readonly businessObject?: { readonly name?: string } } | undefined
}

/** @returns what takes the marks off again */
export function mark(viewer: Drawing, ids: readonly string[], marker: string): () => void {
  const registry = viewer.get<Registry>('elementRegistry')
  const shown = [...new Set(ids)].filter((id) => registry.get(id) !== undefined)
  for (const id of shown) canvasOf(viewer).addMarker(id, marker)
  return () => {
    for (const id of shown) canvasOf(viewer).removeMarker(id, marker)
  }
}

/** Elements by name; lines and elements without one say nothing in words. */
export function namesOf(viewer: Drawing, ids: readonly string[]): string[] {
  const registry = viewer.get<Registry>('elementRegistry')
  return ids.flatMap((id) => registry.get(id)?.businessObject?.name || [])
}

function canvasOf(viewer: Drawing): Canvas {
  return viewer.get<Canvas>('canvas')
}
