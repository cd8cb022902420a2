import { describe, expect, it } from "vitest";
import { isHeaderSafe } from "../../../functions/domain/address.ts";
import { builtInLocales } from "../../../functions/templates/locales/wordings.ts";
import { linksIn, mailOf, scaleNames } from "./mails.ts";

describe.each(builtInLocales)("a mail in %s", (locale) => {
  it("says everything, leaves no placeholder behind and holds every link", async () => {
    for (const scale of scaleNames) {
      const [mail, english] = [await mailOf(scale, { locale }), await mailOf(scale)];
      expect(`${mail.subject}\n${mail.text}`).not.toMatch(/[{}]|undefined/);
      expect(mail.html.replace(/<style>.*?<\/style>/gs, "")).not.toMatch(/[{}]|undefined/);
      expect(isHeaderSafe(mail.subject)).toBe(true);
      expect(linksIn(mail.html)).toEqual(linksIn(english.html));
      expect(mail.html).toMatch(new RegExp(`<html lang="${locale}" dir="(ltr|rtl)">`));
    }
  });

  it("fits far below where Gmail cuts it off", async () => {
    for (const scale of scaleNames) {
      const { html } = await mailOf(scale, { locale });
      expect(Buffer.byteLength(html)).toBeLessThan(30_000);
    }
  });
});

describe("a mail from right to left", () => {
  it.each(["ar", "he"])("is one in %s, with labels at the right ends", async (locale) => {
    const { html } = await mailOf("nps", { locale });
    expect(html).toContain(`<html lang="${locale}" dir="rtl">`);
    expect(html.match(/align="(?:left|right)"/g)).toEqual(['align="right"', 'align="left"']);
    expect(html).toContain("padding-left:4px");
  });
});
