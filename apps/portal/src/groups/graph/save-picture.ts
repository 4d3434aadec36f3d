const kept = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
]

/** A copy of the whole drawing that needs no style sheet: what the page's styles come to stands on each element. */
function standAlone(drawing: SVGSVGElement, width: number, height: number): SVGSVGElement {
  const copy = drawing.cloneNode(true) as SVGSVGElement
  const originals = drawing.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((element, at) => {
    const original = originals[at]
    if (!original) return
    const style = getComputedStyle(original)
    for (const name of kept) element.setAttribute(name, style.getPropertyValue(name))
    for (const name of ['class', 'style', 'tabindex']) element.removeAttribute(name)
  })
  copy.querySelector('[data-whole]')?.setAttribute('transform', 'translate(24 24)')
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('viewBox', `0 0 ${width + 48} ${height + 48}`)
  copy.setAttribute('width', String(width + 48))
  copy.setAttribute('height', String(height + 48))
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect')
  ground.setAttribute('width', '100%')
  ground.setAttribute('height', '100%')
  ground.setAttribute('fill', getComputedStyle(drawing).backgroundColor)
  copy.prepend(ground)
  return copy
}

function save(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

interface Drawn {
  readonly drawing: SVGSVGElement
  readonly width: number
  readonly height: number
  readonly name: string
}

function asSvg({ drawing, width, height }: Drawn): Blob {
  const text = new XMLSerializer().serializeToString(standAlone(drawing, width, height))
  return new Blob([text], { type: 'image/svg+xml' })
}

export function saveSvg(drawn: Drawn): void {
  save(asSvg(drawn), `${drawn.name}.svg`)
}

/** Twice as fine as on screen, unless that is more than a browser draws. */
export async function savePng(drawn: Drawn): Promise<void> {
  const image = new Image()
  const address = URL.createObjectURL(asSvg(drawn))
  image.src = address
  await image.decode()
  const longest = Math.max(image.width, image.height)
  const scale = Math.min(2, 12_000 / longest)
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(image.width * scale)
  canvas.height = Math.ceil(image.height * scale)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  URL.revokeObjectURL(address)
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (content) save(content, `${drawn.name}.png`)
}
