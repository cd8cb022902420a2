/**
 * As many items of a page, and one at least, as fit into what a function can answer: 6 MB, in which the body is a text whose
 * every quotation mark takes two bytes.
 */
const maxBytes = 2_500_000;

export function fitting<T>(items: readonly T[]): readonly T[] {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += Buffer.byteLength(JSON.stringify(item));
    return index > 0 && bytes > maxBytes;
  });
  return end < 0 ? items : items.slice(0, end);
}
