import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Address } from "postal-mime";
import * as z from "zod";

const isId = /^[\w-]+$/;

/**
 * The mails that the SES stand-in accepted, kept in a directory: `<id>.eml` is the MIME as a customer's mailbox gets
 * it, `<id>.json` is what SES knows beside it and what a person sees in it, so that a start need not parse MIME again.
 * A mail exists once its .json does, and each file is renamed into place, so a process killed between the two leaves
 * nothing that the next start could trip over. The newest are listed; those before them stay on disk, where one is still found
 * by its id: a mail takes 50 KB, and a test under load makes many thousands.
 */
const description = z.object({
  /** The SES message id. */
  id: z.string().regex(isId),
  /** The From header as a person reads it, display name included. */
  from: z.string(),
  /** Address of the sender, without a display name. */
  source: z.string(),
  to: z.array(z.string()),
  subject: z.string(),
  /** RFC 3339, by the virtual clock. */
  sentAt: z.string(),
  /** Absolute http(s) URLs of the HTML part, else of the text part: unique, in order. */
  links: z.array(z.string()),
  /** Empty when the mail has no such part; so is `text`. */
  html: z.string(),
  text: z.string(),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
});

/** Beside the mail: its position in the order of arrival. Times cannot give it, for the virtual clock often stands still between two mails. */
const record = z.object({ order: z.number().int().positive(), mail: description });

type Description = z.output<typeof description>;

export type StoredMail = Description & { raw: string };

interface Mail {
  readonly order: number;
  readonly stored: StoredMail;
}

export interface NewMail extends Pick<Description, "id" | "source" | "to" | "sentAt" | "tags"> {
  readonly raw: Buffer;
  readonly configurationSet?: string | undefined;
}

export class Mailbox {
  readonly #directory: string;
  readonly #maxListed: number;
  readonly #mails = new Map<string, Mail>();
  #lastOrder = 0;

  private constructor(directory: string, maxListed: number) {
    this.#directory = directory;
    this.#maxListed = maxListed;
  }

  /** Creates the directory when it is missing. A mail whose files are damaged is passed over, so that the system still starts. */
  static async open(directory: string, maxListed = 500): Promise<Mailbox> {
    await mkdir(directory, { recursive: true });
    const mailbox = new Mailbox(directory, maxListed);
    await mailbox.#load();
    return mailbox;
  }

  async add({ raw, ...known }: NewMail): Promise<StoredMail> {
    this.#lastOrder += 1;
    const kept = record.parse({
      order: this.#lastOrder,
      mail: { ...known, ...(await whatPeopleSee(known.source, raw)) },
    });
    await this.#write(`${known.id}.eml`, raw);
    await this.#write(`${known.id}.json`, JSON.stringify(kept, null, 2));
    const stored = { ...kept.mail, raw: raw.toString("utf8") };
    this.#list({ order: kept.order, stored });
    return stored;
  }

  /** The newest ones, newest first, by order of arrival. */
  async list(): Promise<StoredMail[]> {
    return [...this.#mails.values()].sort((a, b) => b.order - a.order).map(({ stored }) => stored);
  }

  async find(id: string): Promise<StoredMail | undefined> {
    const listed = this.#mails.get(id)?.stored;
    return listed ?? (isId.test(id) ? (await this.#read(id))?.stored : undefined);
  }

  /** Ids begin with the time. */
  async #load(): Promise<void> {
    const names = (await readdir(this.#directory)).filter((name) => name.endsWith(".json")).sort();
    const newest = names.slice(-this.#maxListed).map((name) => name.slice(0, -".json".length));
    for (const mail of await Promise.all(newest.map((id) => this.#read(id)))) {
      if (mail === undefined) continue;
      this.#mails.set(mail.stored.id, mail);
      this.#lastOrder = Math.max(this.#lastOrder, mail.order);
    }
  }

  /** What is half-written or edited by hand stays on disk and is not shown. */
  async #read(id: string): Promise<Mail | undefined> {
    try {
      const { order, mail } = record.parse(JSON.parse(await readFile(join(this.#directory, `${id}.json`), "utf8")));
      return { order, stored: { ...mail, raw: await readFile(join(this.#directory, `${mail.id}.eml`), "utf8") } };
    } catch {
      return undefined;
    }
  }

  #list(mail: Mail): void {
    this.#mails.set(mail.stored.id, mail);
    if (this.#mails.size <= this.#maxListed) return;
    const [oldest = ""] = this.#mails.keys();
    this.#mails.delete(oldest);
  }

  async #write(name: string, content: Buffer | string): Promise<void> {
    const target = join(this.#directory, name);
    await writeFile(`${target}.tmp`, content);
    await rename(`${target}.tmp`, target);
  }
}

async function whatPeopleSee(
  source: string,
  raw: Buffer,
): Promise<Pick<Description, "from" | "subject" | "links" | "html" | "text">> {
  const email = await PostalMime.parse(raw);
  const html = email.html ?? "";
  const text = email.text ?? "";
  const inHtml = linksInHtml(html);
  return {
    from: email.from === undefined ? source : writeAddress(email.from),
    subject: email.subject ?? "",
    links: inHtml.length > 0 ? inHtml : linksInText(text),
    html,
    text,
  };
}

function writeAddress(address: Address): string {
  return address.name ? `${address.name} <${address.address ?? ""}>` : (address.address ?? "");
}

/** Only what a person can click. Comments go first, because they hold the second copy of a button that is drawn for Outlook. */
function linksInHtml(html: string): string[] {
  const clickable = /<(?:a|area)\s[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
  const hrefs = [...html.replace(/<!--[\s\S]*?-->/g, "").matchAll(clickable)];
  return uniqueWebAddresses(hrefs.map((match) => decodeEntities(match[1] ?? match[2] ?? match[3] ?? "").trim()));
}

export const linkInText = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?'()[\]]/gi;

function linksInText(text: string): string[] {
  return uniqueWebAddresses([...text.matchAll(linkInText)].map((match) => match[0]));
}

function uniqueWebAddresses(candidates: readonly string[]): string[] {
  return [...new Set(candidates)].filter((link) => /^https?:/i.test(link) && URL.canParse(link));
}

const namedEntities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(value: string): string {
  return value.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (entity, hex, decimal, name) => {
    if (name !== undefined) return namedEntities[name] ?? entity;
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : entity;
  });
}
