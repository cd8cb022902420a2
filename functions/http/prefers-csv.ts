/**
 * Whether an Accept header, RFC 9110 section 12.5.1, would rather have CSV than JSON. Who wants neither is given JSON, which
 * that section allows: an answer that can be read beats a 406.
 */
export function prefersCsv(accept = ""): boolean {
  const ranges = accept.split(",").map(asRange);
  const [csv, json] = [liking(ranges, "text", "csv"), liking(ranges, "application", "json")];
  return csv.weight > 0 && (csv.weight > json.weight || (csv.weight === json.weight && csv.rank > json.rank));
}

interface Range {
  readonly type: string;
  readonly weight: number;
}

/** `text/csv;q=0.8` */
function asRange(written: string): Range {
  const [type = "", ...parameters] = written
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const weight = parameters.find((one) => one.startsWith("q="));
  return { type, weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 };
}

/** The most particular range decides, and is the better wish of two that weigh the same: `text/csv, *\/*`. */
function liking(ranges: readonly Range[], type: string, subtype: string): { weight: number; rank: number } {
  const names = ["*/*", `${type}/*`, `${type}/${subtype}`];
  for (let rank = 2; rank >= 0; rank--) {
    const named = ranges.filter((range) => range.type === names[rank]);
    if (named.length > 0) return { weight: Math.max(...named.map(({ weight }) => weight)), rank };
  }
  return { weight: 0, rank: -1 };
}
