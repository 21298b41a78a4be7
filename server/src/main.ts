import { commands } from './cli/commands.ts'
import { runCli } from './cli/run-cli.ts'

process.exitCode = await runCli(process.argv.slice(2), {
  commands,
  environment: process.env,
  out: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
})
// The channel to bin/yiwang.mjs says when that process dies; by itself it is no reason to stay.
if (process.connected) process.disconnect()
