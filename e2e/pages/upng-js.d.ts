declare module 'upng-js' {
  interface Picture {
    readonly width: number
    readonly height: number
  }
  const UPNG: {
    decode(file: ArrayBuffer): Picture
    toRGBA8(picture: Picture): ArrayBuffer[]
    /** With 0 colours nothing is lost; else that many are chosen. */
    encode(frames: ArrayBuffer[], width: number, height: number, colours: number): ArrayBuffer
  }
  export default UPNG
}
