export interface ViewBox {
  readonly x: number
  readonly y: number
  /** Screen pixels for one of the picture. */
  readonly scale: number
}

interface Size {
  readonly width: number
  readonly height: number
}

const [least, most] = [0.08, 2.5]
const readable = 0.9
const clamp = (scale: number) => Math.max(least, Math.min(most, scale))

/** The whole picture in the middle of the window, no larger than it is. */
export function fitted(picture: Size, screen: Size): ViewBox {
  const margin = 24
  const scale = clamp(
    Math.min(
      1,
      (screen.width - margin * 2) / Math.max(1, picture.width),
      (screen.height - margin * 2) / Math.max(1, picture.height),
    ),
  )
  return {
    scale,
    x: (screen.width - picture.width * scale) / 2,
    y: (screen.height - picture.height * scale) / 2,
  }
}

/**
 * Large enough to read, with one place of the picture near the top, or near the left where it reads across; the
 * whole of it where that is as large.
 */
export function opened(
  picture: Size & { readonly isAcross: boolean },
  screen: Size,
  top: { readonly x: number; readonly y: number },
): ViewBox {
  const whole = fitted(picture, screen)
  if (whole.scale >= readable) return whole
  if (picture.isAcross) return across(picture, screen, top)
  const middle = screen.width / 2 - top.x * readable
  const width = picture.width * readable
  const room = Math.max(0, screen.width - width) / 2
  return {
    scale: readable,
    x: width < screen.width ? room : Math.min(24, Math.max(screen.width - width - 24, middle)),
    y: Math.min(24, 48 - top.y * readable),
  }
}

function across(picture: Size, screen: Size, start: { readonly x: number; readonly y: number }) {
  const scale = readable * 0.8
  const height = picture.height * scale
  const middle = screen.height / 2 - start.y * scale
  return {
    scale,
    x: Math.min(24, screen.width * 0.4 - start.x * scale),
    y:
      height < screen.height
        ? (screen.height - height) / 2
        : Math.min(24, Math.max(screen.height - height - 24, middle)),
  }
}

/** Nearer or farther, with the point under (x, y) staying where it is. */
export function zoomed(
  box: ViewBox,
  by: number,
  at: { readonly x: number; readonly y: number },
): ViewBox {
  const scale = clamp(box.scale * by)
  const ratio = scale / box.scale
  return { scale, x: at.x - (at.x - box.x) * ratio, y: at.y - (at.y - box.y) * ratio }
}

/** Moved so that a rectangle of the picture is on screen. */
export function revealed(
  box: ViewBox,
  { x, y, width, height }: Size & { readonly x: number; readonly y: number },
  screen: Size,
): ViewBox {
  const margin = 16
  const inside = (start: number, size: number, room: number) => {
    if (start < margin) return margin - start
    const over = start + size - (room - margin)
    return over > 0 ? -Math.min(over, start - margin) : 0
  }
  return {
    ...box,
    x: box.x + inside(box.x + x * box.scale, width * box.scale, screen.width),
    y: box.y + inside(box.y + y * box.scale, height * box.scale, screen.height),
  }
}
