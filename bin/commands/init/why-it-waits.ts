/** What keeps a first mail, as far as it can be told from where we stand. */
import type { PlaceWish } from "../place-wish.ts";
import { duration } from "../print.ts";
import type { Progress } from "../progress.ts";

export async function whyItWaits(place: PlaceWish, seconds: number, tell: Progress): Promise<string> {
  const waited = `\nIt has not left within ${duration(seconds)}, and nothing is lost: it leaves once nothing keeps it.`;
  if (place.kind === "local") return `${waited}\nLook at what npm start prints.`;
  if (place.kind === "table") return `${waited}\nhearback doctor --stack NAME tells what may keep it.`;
  // Nobody whose mail arrives need wait for all these clients to load.
  const [{ examine }, { dnsOf }, { reportText }] = await Promise.all([
    import("../doctor/examine.ts"),
    import("../doctor/dns.ts"),
    import("../doctor/report.ts"),
  ]);
  const findings = await examine({ name: place.name }, dnsOf(undefined), tell);
  const inTheWay = findings.filter(({ verdict }) => verdict !== "ok");
  if (inTheWay.length === 0)
    return `${waited}\nhearback doctor finds nothing wrong; wait a little, and run this again.`;
  return `${waited}\nhearback doctor finds:\n\n${reportText(inTheWay).trimEnd()}`;
}
