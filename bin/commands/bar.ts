/** A share of work, drawn. */
const width = 30;

export function bar(share: number): string {
  const done = Math.floor(share * width);
  const percent = String(Math.floor(share * 100)).padStart(3);
  return `${"█".repeat(done)}${"░".repeat(width - done)} ${percent} %`;
}
