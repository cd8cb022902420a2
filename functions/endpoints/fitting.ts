/** As many items of a page, and one at least, as fit into what a function can answer: 6 MB, of which headers and others take some. */
const maxBytes = 4_000_000;

export function fitting<T>(items: readonly T[]): readonly T[] {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? items : items.slice(0, end);
}
