import Elk from 'elkjs/lib/elk-api'
import workerAddress from 'elkjs/lib/elk-worker.min.js?url'
import { fromLayout, toLayout, type PlacedPicture } from './layout.ts'
import type { Picture, PictureEdge } from './picture.ts'

let engine: InstanceType<typeof Elk> | undefined

/** Lays a picture out beside the page, so that the page stays quick; the same picture always the same way. */
export async function layOut(
  picture: Picture,
  labelOf: (edge: PictureEdge) => string,
): Promise<PlacedPicture> {
  engine ??= new Elk({ workerFactory: () => new Worker(workerAddress) })
  return fromLayout(picture, await engine.layout(toLayout(picture, labelOf)))
}
