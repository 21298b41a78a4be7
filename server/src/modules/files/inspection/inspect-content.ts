import { TooMuchInside } from './inflate-within.ts'
import { inspectOffice } from './inspect-office.ts'
import { inspectPdf } from './inspect-pdf.ts'
import { inspectJpeg, inspectPng } from './inspect-picture.ts'
import type { PictureFacts } from './inspect-picture.ts'

/** Why a file of a type that is taken is not taken all the same. */
export type ContentFault = 'too-much-inside' | 'encrypted' | 'runs-something' | 'packed-inside' | 'broken'

/** What twenty megabytes of honest material unpack to stays far below. ▣ */
const MOST_INFLATED_BYTES = 256 * 1_048_576
const MOST_PARTS = 20_000
/** The largest that phones take by default is a quarter of it. ▣ */
const MOST_PIXELS = 100_000_000
/** Decoders of JPEG give up at as many. */
const MOST_SCANS = 500

/** Looks inside without decoding: what would grow beyond measure, run by itself or hide something is found before anybody opens it. */
export async function inspectContent(mediaType: string, bytes: Buffer): Promise<ContentFault | undefined> {
  const allowance = { left: MOST_INFLATED_BYTES, parts: MOST_PARTS }
  try {
    switch (mediaType) {
      case 'application/pdf':
        return await inspectPdf(bytes, allowance)
      case 'image/png':
        return judgePicture(await inspectPng(bytes, allowance))
      case 'image/jpeg':
        return judgePicture(inspectJpeg(bytes))
      default:
        return await inspectOffice(bytes, allowance)
    }
  } catch (error) {
    if (error instanceof TooMuchInside) return 'too-much-inside'
    throw error
  }
}

function judgePicture(facts: PictureFacts | undefined): ContentFault | undefined {
  if (!facts || facts.pixels === 0) return 'broken'
  return facts.pixels > MOST_PIXELS || facts.scans > MOST_SCANS ? 'too-much-inside' : undefined
}
