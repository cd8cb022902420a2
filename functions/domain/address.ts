/**
 * The one check of an e-mail address. Stricter than RFC 5322 on purpose: no lists, groups, comments, display names, quoted
 * local parts or non-ASCII, so that one address can never become two recipients or a header.
 */
const local = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

export function isAddress(text: string): boolean {
  if (text.length > 254) return false;
  const at = text.lastIndexOf("@");
  const localPart = text.slice(0, at);
  const labels = text.slice(at + 1).split(".");
  return (
    at > 0 &&
    localPart.length <= 64 &&
    local.test(localPart) &&
    labels.length >= 2 &&
    labels.every((part) => label.test(part)) &&
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/** How an address is compared: mailbox providers ignore case, so two spellings are one person. */
export const normaliseAddress = (address: string): string => address.toLowerCase();

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** An RFC 2047 encoded word: a mail program reads other characters than are written, among them those refused above. */
const encodedWord = /=\?[^?\s]{1,40}\?[bq]\?/i;

/** Whether a text may stand in a mail header: no control characters, line separators, bidi controls or encoded words. */
export const isHeaderSafe = (text: string): boolean => !unsafe.test(text) && !encodedWord.test(text);

/** Whether a text may be shown as the sender's name: it must not pass for an address. */
export const isFromName = (text: string): boolean => isHeaderSafe(text) && !/[@<]/.test(text);
