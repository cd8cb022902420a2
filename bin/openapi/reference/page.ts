/**
 * The reference page, made of the document and nothing else, and made when that is: what serves it carries no generator. It
 * loads nothing from anywhere and runs no script.
 */
import { createHash } from "node:crypto";
import { html, raw } from "hono/html";
import { dark, light } from "../../../functions/templates/palette.ts";
import type { Examples } from "../document.ts";
import { type Described, operationsOf } from "./described.ts";
import { operationSection, titleOf } from "./operation-section.ts";
import { inline, paragraphs } from "./prose-markup.ts";
import { type Markup, schemaFields, typeOf } from "./schema-fields.ts";
import { style } from "./style.ts";

export interface ReferencePage {
  /** What the page's policy names its style by. */
  readonly styleHash: string;
  /** In lines, so that a change of it can be read. */
  readonly lines: readonly string[];
}

export function referencePage(document: Described, examples: Examples): ReferencePage {
  const page = String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${document.info.title} API reference</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${light.ground}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${dark.ground}" media="(prefers-color-scheme: dark)">
<style>${raw(style)}</style>
</head>
<body>
<a class="skip" href="#start">To the content</a>
${navigation(document)}
<main id="start">
<header>
<h1>${document.info.title} API</h1>
<div class="prose">${paragraphs(document.info.description)}
<p>The same as an OpenAPI 3.1 document: <a href="/v1/openapi.json">/v1/openapi.json</a></p></div>
</header>
${document.tags.map(({ name, description = "" }) => tagSection(name, description, document, examples))}
${schemas(document)}
</main>
</body>
</html>
`);
  const hash = createHash("sha256").update(style).digest("base64");
  const tidy = page.replace(/[ \t]+$/gm, "").replace(/\n{2,}/g, "\n");
  return { styleHash: `sha256-${hash}`, lines: tidy.split("\n") };
}

const idOf = (tag: string): string => `tag-${tag.toLowerCase()}`;

const navigation = (document: Described): Markup => html`<nav aria-label="Operations">
<p class="brand"><a href="#start">${document.info.title} API</a></p>
<ul>${document.tags.map(
  ({ name }) => html`<li><a class="tag" href="#${idOf(name)}">${name}</a>
${operationList(name, document)}</li>
`,
)}<li><a class="tag" href="#schemas">Schemas</a></li></ul>
</nav>
`;

const operationList = (tag: string, document: Described): Markup =>
  html`<ul>${operationsOf(document, tag).map(
    ({ method, operation: { operationId: id } }) =>
      html`<li><a href="#${id}"><span class="method ${method}">${method}</span> ${titleOf(id)}</a></li>
`,
  )}</ul>`;

const tagSection = (name: string, description: string, document: Described, examples: Examples): Markup => html`
<section id="${idOf(name)}" aria-labelledby="${idOf(name)}-title">
<h2 id="${idOf(name)}-title">${name}</h2>
${description === "" ? "" : html`<p class="prose">${inline(description)}</p>`}
<div class="contents">${operationList(name, document)}</div>
${operationsOf(document, name).map((one) => operationSection(one, document, examples))}
</section>
`;

const schemas = ({ components }: Described): Markup => html`
<section id="schemas" aria-labelledby="schemas-title">
<h2 id="schemas-title">Schemas</h2>
<p class="prose">What several operations take or answer. Those that end in Input are what is given.</p>
${Object.entries(components.schemas).map(
  ([name, schema]) => html`<article class="schema" id="schema-${name}" aria-labelledby="schema-${name}-title">
<h3 id="schema-${name}-title"><a href="#schema-${name}">${name}</a></h3>
${schema.properties ? "" : html`<p class="type">${typeOf(schema)}</p>`}
${schemaFields(schema, name.endsWith("Input") ? "given" : "answered")}
</article>
`,
)}
</section>
`;
