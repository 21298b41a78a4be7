import { describe, expect, it } from 'vitest'
import { deviceOf } from './device.ts'

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0.0.0 Safari/537.36', 'Chrome · Windows'],
    [
      'Mozilla/5.0 (Linux; Android 14; M2102J20SG) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36',
      'Chrome · 安卓',
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1', 'Safari · iPhone'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0', 'Edge · Windows'],
    ['Mozilla/5.0 (Linux; Android 14) Chrome/130.0 MicroMessenger/8.0.50', '微信 · 安卓'],
    ['', '未知设备'],
  ])('%s is called %s', (userAgent, name) => expect(deviceOf(userAgent)).toBe(name))
})
