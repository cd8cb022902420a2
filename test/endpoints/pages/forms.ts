/** A customer's browser, as far as forms go. */
import type { ContractedHearback } from "../../http/contract.ts";
import type { Answer } from "../../support/hearback.ts";

/** What a page's form sends before anything is filled in; what waits for a script is not sent. */
export function fieldsOf({ text }: Pick<Answer, "text">): Record<string, string> {
  const inputs = [...text.matchAll(/<input([^>]*)>/g)].map(([, attributes = ""]) => attributes);
  const sent = inputs.filter(
    (one) => !/ disabled\b/.test(one) && (!/type="(?:radio|checkbox)"/.test(one) || / checked\b/.test(one)),
  );
  const areas = [...text.matchAll(/<textarea([^>]*)>\n?([^<]*)</g)].filter(
    ([, attributes = ""]) => !/ disabled\b/.test(attributes),
  );
  return {
    ...Object.fromEntries(sent.map((one) => [attribute(one, "name"), attribute(one, "value")])),
    ...Object.fromEntries(areas.map(([, attributes = "", value = ""]) => [attribute(attributes, "name"), value])),
  };
}

const attribute = (tag: string, name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "";

/** Opens a page, fills its form in, no faster than people do, and sends it to where it goes. */
export async function fillIn(
  hearback: ContractedHearback,
  url: string,
  fields: Record<string, string>,
): Promise<Answer> {
  const page = await hearback.open(url);
  const action = /<form[^>]* action="([^"]+)"/.exec(page.text)?.[1];
  await hearback.clock.advance(20);
  if (!action) throw new Error(`There is no form on the page: ${page.status}`);
  return hearback.submit(new URL(action, url).href, { ...fieldsOf(page), ...fields });
}

/** Ids of the questions that a page asks. */
export const askedOn = ({ text }: Pick<Answer, "text">): string[] =>
  [...text.matchAll(/name="shown\.(\w+)" value="1"(?! disabled)/g)].map(([, id = ""]) => id);
