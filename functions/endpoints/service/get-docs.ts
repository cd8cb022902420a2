import * as z from "zod/mini";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";

/** Made by `npm run openapi` beside the document. */
const reference = () => import("./reference.document.json", { with: { type: "json" } });

/** Stands for this service's own address in the page's examples. */
const exampleUrl = "https://ask.example.com";

export const getDocs = endpoint(
  {
    route: routes.getDocs,
    summary: "Shows this API as a page to read: every operation with its fields, answers, errors and examples.",
    returns: { 200: z.string().check(z.describe("The reference page")) },
    mediaType: "text/html",
  },
  async ({ requestId: _ }, { settings }) => {
    const { styleHash, lines } = (await reference()).default;
    const policy = `default-src 'none'; style-src '${styleHash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;
    return {
      status: 200,
      headers: { "content-security-policy": policy },
      body: lines.join("\n").replaceAll(exampleUrl, settings.publicUrl),
    };
  },
);
