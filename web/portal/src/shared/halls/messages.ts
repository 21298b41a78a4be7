export const hallMessages = {
  plan: (floor: string) => `${floor}平面图`,
  planOf: (number: string, floor: string) => `${floor}平面图，标出了 ${number} 号窗口`,
  marked: (number: string) => `红底白字的是 ${number} 号窗口。`,
} as const
