/** A QR code as SVG. Runs of dark modules are drawn as one, which keeps it small and without seams at any size. */
import { encode } from "uqr";

/** Modules of white around it that readers look for. */
const quietZone = 4;

/** `title` is read to whoever cannot see it, and stands as it is: it must need no escaping. */
export function qrCode(text: string, { sizePx, title }: { sizePx: number; title: string }): string {
  const { data, size } = encode(text, { ecc: "M", border: quietZone });
  const path = data.flatMap((row, y) => darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${sizePx}" height="${sizePx}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">`,
    `<title>${title}</title>`,
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/>`,
    `<path fill="#000" d="${path.join("")}"/>`,
    "</svg>",
  ].join("");
}

function darkRuns(row: readonly boolean[]): [start: number, length: number][] {
  const runs: [number, number][] = [];
  for (const [x, isDark] of row.entries()) {
    if (!isDark) continue;
    const last = runs.at(-1);
    if (last && last[0] + last[1] === x) last[1] += 1;
    else runs.push([x, 1]);
  }
  return runs;
}
