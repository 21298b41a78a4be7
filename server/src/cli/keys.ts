import type { App } from '../app.ts'
import { systemActor } from '../kernel/index.ts'
import { EXIT, textOptions, UsageError } from './command.ts'
import type { Command, Invocation } from './command.ts'

const PURPOSES = { seal: '字段加密 · fields', blind: '盲索引 · blind index', secret: '派生 · derived secrets' } as const
const STATES = {
  known: '待用 · next',
  taken: '在用 · in use',
  former: '旧 · former',
  retired: '已销毁 · retired',
} as const

export const keysList: Command = {
  name: 'keys list',
  summary:
    '列出数据密钥、它们的算法与状态，以及旧值重新加密的进度 · list the data keys and how far old values are sealed anew',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    const { listDataKeys } = await import('../platform/vault/index.ts')
    return await withApp(invocation, async (app) => {
      for (const key of await listDataKeys(app.database)) {
        const { id, purpose, algorithm, state, master, madeAt, resealed } = key
        const words = [
          String(id).padStart(3),
          PURPOSES[purpose],
          algorithm,
          STATES[state],
          madeAt.toISOString(),
          master,
        ]
        if (resealed)
          words.push(
            resealed.isFinished
              ? `旧值已全部重新加密 · all old values resealed (${resealed.values})`
              : `重新加密 · resealing ${resealed.tables}/${app.sealed.length}, ${resealed.values}`,
          )
        invocation.out(words.join('  '))
      }
      return EXIT.ok
    })
  },
}

export const keysRotate: Command = {
  name: 'keys rotate',
  summary:
    '产生新的数据密钥，所有进程的新值立即用它；旧值由后台任务重新加密 · a new data key for every value from now on; a background job seals old values anew',
  options: {},
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    const { rotateDataKey } = await import('../platform/vault/index.ts')
    return await withApp(invocation, async (app, { suite }) => {
      const { id, former } = await rotateDataKey({ ...keysOf(app), suite })
      invocation.out(
        `✓ 新值由数据密钥 ${id} 加密；原来的 ${former} 仍可解密，旧值正由后台任务重新加密（yiwang keys list 看进度）· data key ${id} seals new values; ${former} still opens`,
      )
      return EXIT.ok
    })
  },
}

export const keysReseal: Command = {
  name: 'keys reseal',
  summary:
    '立即把旧值重新加密，并显示进度；可以中断，再运行时接着做 · seal old values anew now, showing how far it is; interrupted, it goes on',
  options: { again: { type: 'boolean', help: '从头再检查一遍 · look through everything once more' } },
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    const { forgetReseals, resealValues } = await import('../platform/vault/index.ts')
    return await withApp(invocation, async (app) => {
      const actor = systemActor('operator')
      const act: Parameters<typeof resealValues>[0] = (fn) =>
        app.act({ actor, mode: 'record', role: 'yiwang_worker' }, fn)
      if (invocation.options['again'] === true) await act(forgetReseals)
      const { keyId, values } = await resealValues(act, app.sealed, progressTo(invocation))
      invocation.out(
        `✓ 全部值都在数据密钥 ${keyId} 之下，共重新加密 ${values} 个 · every value is under data key ${keyId}`,
      )
      return EXIT.ok
    })
  },
}

function progressTo({ say }: Invocation) {
  let shown = 0
  return ({
    table,
    lookedAt,
    sealed,
    finishedAt,
  }: {
    table: string
    lookedAt: number
    sealed: number
    finishedAt?: Date | undefined
  }) => {
    if (!finishedAt && Date.now() - shown < 1_000) return
    shown = Date.now()
    say(`${finishedAt ? '✓' : '…'} ${table}  ${lookedAt} 行 · rows  ${sealed} 个值 · values`)
  }
}

export const keysRetire: Command = {
  name: 'keys retire',
  summary: '销毁一个已被替换、不再有值使用的数据密钥 · delete a data key that nothing is sealed under any more',
  operands: ['ID'],
  options: {},
  run: async (invocation) => {
    const id = Number(invocation.operands[0])
    if (!Number.isSafeInteger(id) || id < 1) throw new UsageError('应为数据密钥的编号 · not the number of a data key')
    const { withApp } = await import('./open-app.ts')
    const { retireDataKey } = await import('../platform/vault/index.ts')
    return await withApp(invocation, async (app) => {
      await retireDataKey(keysOf(app), id, app.sealed)
      invocation.out(`✓ 数据密钥 ${id} 已销毁 · data key ${id} is deleted`)
      return EXIT.ok
    })
  },
}

export const keysRewrap: Command = {
  name: 'keys rewrap',
  summary:
    '用 KEY_PROVIDER 的主密钥重新保护全部数据密钥：更换主密钥，或从文件迁入密码机 · wrap all data keys under the master key of now',
  options: {
    from: {
      type: 'string',
      value: 'PROVIDER',
      repeats: true,
      help: '原来的主密钥：file、密钥文件的路径或 pkcs11: 地址 · the former master key: file, its path, or a pkcs11: address',
    },
  },
  run: async (invocation) => {
    const { withApp } = await import('./open-app.ts')
    const { rewrapDataKeys } = await import('../platform/vault/index.ts')
    const formerKeyProviders = textOptions(invocation, 'from')
    return await withApp(
      invocation,
      async (app) => {
        const moved = await rewrapDataKeys(keysOf(app), app.keyProviders.slice(1))
        invocation.out(
          `✓ 数据密钥已由 ${app.keyProviders[0]!.master} 保护，其中 ${moved} 个换了主密钥；确认备份后销毁原主密钥 · wrapped under the master key of now`,
        )
        return EXIT.ok
      },
      { formerKeyProviders },
    )
  },
}

function keysOf({ database, act, keyProviders }: App) {
  return { database, act, provider: keyProviders[0]! }
}
