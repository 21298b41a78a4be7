import type { CDPSession, Page } from '@playwright/test'

/** A phone's or a computer's own authenticator, as Chromium plays one: it checks its holder and keeps passkeys. */
export interface Device {
  /** How many passkeys lie in it. */
  countPasskeys(): Promise<number>
  /** Its holder does (not) show a finger. */
  holderIsThere(isThere: boolean): Promise<void>
}

export async function giveDevice(page: Page): Promise<Device> {
  const session: CDPSession = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
  return {
    countPasskeys: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    holderIsThere: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
    },
  }
}
