/** Buttons in the head open what lies over the page; the page's keys do the same. */
export const paletteEvent = 'desk:search'
export const keyHelpEvent = 'desk:keys'
