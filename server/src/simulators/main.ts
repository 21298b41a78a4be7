import { once } from 'node:events'
import { runRealNames } from './run-real-names.ts'

// The simulator as a process of its own, beside the demo and in tests: `main.ts [port] [slow milliseconds]`.
const [port = '0', slow] = process.argv.slice(2)
const { server, address } = await runRealNames({
  port: Number(port),
  ...(slow !== undefined && { slowMs: Number(slow) }),
})
process.stdout.write(`${JSON.stringify(address)}\n`)
// Whoever started it holds its standard input: when that closes, nobody is left who needs it.
process.stdin.resume()
await Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT'), once(process.stdin, 'end')])
server.close()
server.closeAllConnections()
process.stdin.destroy()
