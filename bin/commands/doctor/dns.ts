/** What DNS says, by the name server that is asked; a name without the record is an answer, and a silent server is none. */
import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { wrongUsage } from "../failure.ts";

export type RecordType = "CNAME" | "MX" | "TXT";

export type DnsAnswer =
  | { readonly records: readonly string[] }
  /** Nobody can tell. */
  | { readonly silence: string };

export type LookUp = (type: RecordType, name: string) => Promise<DnsAnswer>;

/** `server` is an address, with a port if need be; undefined is this machine's. */
export function dnsOf(server: string | undefined): LookUp {
  const resolver = new Resolver({ timeout: 3000, tries: 2 });
  if (server !== undefined) resolver.setServers([checkedServer(server)]);
  const read: Readonly<Record<RecordType, (name: string) => Promise<string[]>>> = {
    CNAME: (name) => resolver.resolveCname(name),
    MX: async (name) => (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`),
    TXT: async (name) => (await resolver.resolveTxt(name)).map((parts) => parts.join("")),
  };
  return async (type, name) => {
    try {
      return { records: await read[type](name) };
    } catch (error) {
      const { code = "" } = error as { code?: string };
      return code === "ENOTFOUND" || code === "ENODATA" ? { records: [] } : { silence: code };
    }
  };
}

function checkedServer(server: string): string {
  const [, address = server, port] = /^\[?([^\]]*?)\]?(?::(\d{1,5}))?$/.exec(server) ?? [];
  const isIPv6 = isIP(server) === 6;
  if (!isIPv6 && (isIP(address) === 0 || Number(port ?? 53) > 65_535)) {
    throw wrongUsage("--dns is no address of a name server such as 1.1.1.1.");
  }
  return server;
}
