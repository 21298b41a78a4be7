/** What a channel carries: who it goes to, and the words. */
export interface ChannelMessage {
  readonly noticeId: string
  readonly phone: string
  readonly title: string
  readonly text: string
}

/**
 * A way to reach somebody outside the portal: SMS, mail. It may deliver the same notice twice after a crash, and throws
 * when it could not deliver.
 */
export interface NoticeChannel {
  readonly name: string
  /** In Chinese, for the notice's owner. */
  readonly title: string
  deliver(message: ChannelMessage): Promise<void>
}
