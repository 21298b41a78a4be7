export const hallMessages = {
  onDay: (day: string, hours: string) => `${day}，${hours}`,
  plan: (floor: string) => `${floor}平面图`,
  planOf: (number: string, floor: string) => `${floor}平面图，标出了 ${number} 号窗口`,
  marked: (number: string) => `加框的深色块是 ${number} 号窗口。`,
} as const
