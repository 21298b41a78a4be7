/** A period that the law itself sets, in workdays (行政许可法 art. 82), and where. */
export interface StatutoryPeriod {
  readonly workdays: number
  readonly basis: string
}

/** 行政许可法's own periods. They are no setting: an item that another law gives a period of its own names that law. */
export const STATUTORY_PERIODS = {
  /** 五日内一次告知或者决定是否受理; late: accepted from the day of receipt. */
  notify: { workdays: 5, basis: '《中华人民共和国行政许可法》第三十二条' },
  /** 二十日内作出决定. */
  decision: { workdays: 20, basis: '《中华人民共和国行政许可法》第四十二条' },
  /** 经本行政机关负责人批准，可以延长十日. */
  extension: { workdays: 10, basis: '《中华人民共和国行政许可法》第四十二条' },
  /** 统一办理、联合办理、集中办理：四十五日, for the joint project and not for each leaf. */
  joint: { workdays: 45, basis: '《中华人民共和国行政许可法》第四十二条' },
  /** 经本级人民政府负责人批准，可以延长十五日. */
  jointExtension: { workdays: 15, basis: '《中华人民共和国行政许可法》第四十二条' },
  /** 十日内颁发、送达. */
  delivery: { workdays: 10, basis: '《中华人民共和国行政许可法》第四十四条' },
} as const satisfies Record<string, StatutoryPeriod>
