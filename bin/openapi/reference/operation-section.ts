/** One operation: what it takes and answers on one side, how that looks on the other. */
import { html } from "hono/html";
import type { Examples } from "../document.ts";
import { curlFor } from "./curl.ts";
import { type Answer, type Described, type Listed, nameIn, type Parameter, type Schema } from "./described.ts";
import { inline, shownJson } from "./prose-markup.ts";
import { limitsOf, type Markup, schemaFields, typeOf } from "./schema-fields.ts";

export function operationSection(listed: Listed, document: Described, examples: Examples): Markup {
  const { method, path, operation } = listed;
  const { operationId: id, summary } = operation;
  return html`
<article id="${id}" aria-labelledby="${id}-title">
<div class="told">
<h3 id="${id}-title"><a href="#${id}">${titleOf(id)}</a></h3>
<p class="call"><span class="method ${method}">${method}</span> <code>${path}</code></p>
<p>${inline(summary)}</p>
${permission(listed)}
${parameters(listed, document)}
${bodyFields(listed, document)}
${answers(listed, document)}
</div>
<div class="shown">
${exampleBlock("curl", id, html`${curlFor(listed, examples.operations[id]?.target)}`)}
${answerExamples(listed)}
</div>
</article>
`;
}

/** `listSurveyVersions` → `List survey versions` */
export const titleOf = (operationId: string): string => {
  const words = operationId.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return (words.slice(0, 1).toUpperCase() + words.slice(1))
    .replace(/\b(kpi|qr)(s?)\b/g, (_, short: string, s: string) => short.toUpperCase() + s)
    .replace("open api", "OpenAPI document");
};

const openWords = [
  ["/s/", "the link is the permission"],
  ["/u/", "the link is the permission"],
  ["/v1/hooks/", "a delivery is signed with the secret of its source"],
] as const;

function permission({ path, operation: { security } }: Listed): Markup {
  const scope = security?.[0]?.["key"]?.[0];
  if (scope !== undefined) return html`<p class="scope">Needs an API key with the scope <code>${scope}</code>.</p>`;
  const own = openWords.find(([begin]) => path.startsWith(begin))?.[1];
  return html`<p class="scope">Needs no key${own === undefined ? "" : `: ${own}`}.</p>`;
}

function parameters({ operation }: Listed, { components }: Described): Markup | "" {
  const all = operation.parameters.map((one) =>
    "$ref" in one ? (components.parameters[nameIn(one.$ref)] as Parameter) : one,
  );
  if (all.length === 0) return "";
  return html`<h4>Parameters</h4>
<ul class="fields">${all.map((one) => parameter(one))}</ul>`;
}

function parameter({ name, in: where, required, description, schema }: Parameter): Markup {
  const limits = limitsOf(schema);
  return html`<li><p><code class="name">${name}</code> <span class="type">${typeOf(schema)}, in the ${where}</span>${required ? html` <span class="required">required</span>` : ""}</p>
${description === undefined ? "" : html`<p>${inline(description)}</p>\n`}${limits === "" ? "" : html`<p class="limits">${limits}</p>`}</li>
`;
}

function bodyFields({ operation: { requestBody } }: Listed, document: Described): Markup | "" {
  if (!requestBody) return "";
  const [[type, { schema }] = ["", { schema: {} }]] = Object.entries(requestBody.content);
  const words =
    requestBody.description ??
    `${type === "application/json" ? "JSON" : "A form"}${requestBody.required ? "" : "; may be left out"}`;
  return html`<h4>Body</h4>
<p class="limits">${words}${schema.$ref === undefined ? "" : html`: ${typeOf(schema)}`}</p>
${schemaFields(written(schema, document), "given")}`;
}

/** Itself, or what it refers to. */
const written = (schema: Schema, { components }: Described): Schema =>
  schema.$ref === undefined ? schema : (components.schemas[nameIn(schema.$ref)] ?? {});

function answers({ operation: { responses } }: Listed, document: Described): Markup {
  const all = Object.entries(responses);
  const done = all.filter(([status]) => Number(status) < 400);
  const refused = all.filter(([status]) => !done.some(([one]) => one === status));
  return html`<h4>Answers</h4>
${done.map(([status, answer]) => answered(status, answer))}
<h4>Errors</h4>
<dl class="errors">${refused.map(
    ([
      status,
      answer,
    ]) => html`<div><dt>${status}</dt><dd>${inline(answer.description ?? document.components.responses[nameIn(answer.$ref ?? "")]?.description ?? "")}</dd></div>
`,
  )}</dl>`;
}

function answered(status: string, { description = "", content = {} }: Answer): Markup {
  const [type, { schema } = { schema: {} }] = Object.entries(content)[0] ?? [];
  const shape = type === undefined ? "" : type === "application/json" ? typeOf(schema) : html`<code>${type}</code>`;
  return html`<p><span class="status">${status}</span> ${inline(description)}${shape === "" ? "" : html` <span class="type">${shape}</span>`}</p>
${schema.$ref === undefined && type === "application/json" ? schemaFields(schema, "answered") : ""}`;
}

function answerExamples({ operation: { operationId: id, responses } }: Listed): Markup {
  const shown = Object.entries(responses).flatMap(([status, { content = {} }]) => {
    const { example } = content["application/json"] ?? {};
    return example === undefined ? [] : [exampleBlock(`Answer ${status}`, id, shownJson(example))];
  });
  return html`${shown}`;
}

/** It can be scrolled, so it must be reached by keyboard too. */
const exampleBlock = (title: string, operationId: string, code: unknown): Markup =>
  html`<figure><figcaption>${title}</figcaption><pre tabindex="0" role="group" aria-label="${title}: ${titleOf(operationId)}"><code>${code}</code></pre></figure>
`;
