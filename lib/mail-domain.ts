export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** Whether a name is a domain or lies below it. */
export function isWithin(name: string, domain: string): boolean {
  return `.${name}`.endsWith(`.${domain}`);
}

/** Nobody else can set their DNS, and most tell receivers by DMARC to refuse mail that they have not sent themselves. */
const mailboxProviders = new Set(
  (
    "gmail.com googlemail.com yahoo.com ymail.com outlook.com hotmail.com live.com msn.com aol.com icloud.com me.com mac.com " +
    "gmx.com gmx.de gmx.net web.de t-online.de freenet.de mail.com mail.ru yandex.ru yandex.com proton.me protonmail.com " +
    "zoho.com fastmail.com orange.fr free.fr laposte.net libero.it qq.com 163.com 126.com naver.com"
  ).split(" "),
);

/** Why no mail of this sender will arrive, whatever is set in DNS; undefined when it may. */
export function whyNoMailArrives(sender: string): string | undefined {
  const domain = domainOf(sender);
  if (/(^|\.)example\.(com|net|org)$/.test(domain)) {
    return `No mail will leave: set sender to an address of yours, not ${sender}, before you deploy.`;
  }
  if (mailboxProviders.has(domain)) {
    return `Mail will not arrive: receivers refuse what ${domain} has not sent itself (DMARC). Set sender to an address of a domain whose DNS you can change.`;
  }
  return undefined;
}
