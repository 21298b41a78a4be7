import { reactRouter } from '@react-router/dev/vite'
import { defineConfig } from 'vite'
import { compressAssets } from './compress-assets.ts'

/**
 * React is built into the server's part in its production version, whatever NODE_ENV says when it runs: a page takes a
 * third of the time that it takes with React's development version (measured).
 */
const quickServerBuild = {
  define: { 'process.env.NODE_ENV': '"production"' },
  ssr: { noExternal: true as const },
}

const usedByEveryPage =
  /web\/ui\/src\/(?!dialog|tabs\/tabs\.tsx|file-drop)|src\/shared\/(?!flow-chart|materials)|node_modules\/lucide-react\//

/** What every page uses travels in two files, not in thirty small ones that a slow phone asks for one after another. */
const fewRequests = {
  groups: [
    { name: 'react', test: /node_modules\/(react|react-dom|react-router|scheduler)\//, priority: 2 },
    { name: 'site', test: usedByEveryPage, priority: 1 },
  ],
}

export default defineConfig(({ command }) => ({
  plugins: [reactRouter(), compressAssets()],
  build: { target: 'es2022' },
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: fewRequests } } } } },
  ...(command === 'build' && quickServerBuild),
}))
