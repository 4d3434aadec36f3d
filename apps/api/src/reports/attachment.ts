/** A file to be kept, never shown in the page's own origin. */
export function attachment(
  bytes: Uint8Array<ArrayBuffer>,
  { type, name }: { type: string; name: string },
): Response {
  return new Response(bytes, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}"`,
      'x-content-type-options': 'nosniff',
    },
  })
}
