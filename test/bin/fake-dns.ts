/** A name server that knows a few records: CNAME, MX and TXT over UDP (RFC 1035), on this machine. */
import { createSocket, type Socket } from "node:dgram";
import type { AddressInfo } from "node:net";

type RecordType = keyof typeof codes;

const codes = { CNAME: 5, MX: 15, TXT: 16 } as const;

export interface FakeDns {
  /** As `--dns` takes it. */
  readonly address: string;
  /** `CNAME name` to its values; an MX value is `10 host`. */
  readonly records: Map<string, readonly string[]>;
  /** Answers nothing but that it failed. */
  isBroken: boolean;
  close(): Promise<void>;
}

export async function startFakeDns(): Promise<FakeDns> {
  const socket = createSocket("udp4");
  const fake = { records: new Map<string, readonly string[]>(), isBroken: false };
  socket.on("message", (query, { port, address }) => socket.send(answer(query, fake), port, address));
  await new Promise<void>((ready) => socket.bind(0, "127.0.0.1", ready));
  const { port } = socket.address() as AddressInfo;
  return Object.assign(fake, { address: `127.0.0.1:${port}`, close: () => closed(socket) });
}

const headerBytes = 12;
const failed = 2;
const noSuchName = 3;

function answer(query: Buffer, { records, isBroken }: Pick<FakeDns, "records" | "isBroken">): Buffer {
  const { name, end } = readName(query);
  const code = query.readUInt16BE(end);
  const type = (Object.keys(codes) as RecordType[]).find((one) => codes[one] === code);
  const values = (type && records.get(`${type} ${name.toLowerCase()}`)) ?? [];
  const isKnown = [...records.keys()].some((key) => key.endsWith(` ${name.toLowerCase()}`));
  const header = Buffer.alloc(headerBytes);
  query.copy(header, 0, 0, 2);
  // A response, recursion asked for and available.
  header.writeUInt16BE(0x8180 + (isBroken ? failed : isKnown ? 0 : noSuchName), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(isBroken ? 0 : values.length, 6);
  const question = query.subarray(headerBytes, end + 4);
  const answers = isBroken || !type ? [] : values.map((value) => resourceRecord(code, dataOf(type, value)));
  return Buffer.concat([header, question, ...answers]);
}

function readName(query: Buffer): { name: string; end: number } {
  const labels: string[] = [];
  let at = headerBytes;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString("latin1", at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join("."), end: at + 1 };
}

function resourceRecord(code: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  // The name is that of the question.
  head.writeUInt16BE(0xc000 + headerBytes, 0);
  head.writeUInt16BE(code, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt32BE(60, 6);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}

function dataOf(type: RecordType, value: string): Buffer {
  if (type === "TXT") return Buffer.concat((value.match(/.{1,200}/g) ?? [""]).map((part) => counted(part)));
  if (type === "CNAME") return nameData(value);
  const [priority = "0", host = ""] = value.split(" ");
  const head = Buffer.alloc(2);
  head.writeUInt16BE(Number(priority));
  return Buffer.concat([head, nameData(host)]);
}

const counted = (text: string): Buffer => Buffer.concat([Buffer.from([text.length]), Buffer.from(text, "latin1")]);

const nameData = (name: string): Buffer => Buffer.concat([...name.split(".").map(counted), Buffer.from([0])]);

const closed = (socket: Socket): Promise<void> => new Promise((done) => socket.close(done));
