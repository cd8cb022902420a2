/** `npm run openapi`: writes the document and the page that the api function serves. A test fails while they are not as the code is. */
import { writeFile } from "node:fs/promises";
import { apiEndpoints } from "../../functions/api.ts";
import { ingestEndpoints } from "../../functions/ingest.ts";
import { respondEndpoints } from "../../functions/respond.ts";
import { openApiDocument } from "./document.ts";
import examples from "./examples.json" with { type: "json" };
import { referencePage } from "./reference/page.ts";

const folder = new URL("../../functions/endpoints/service/", import.meta.url);
const document = openApiDocument([...ingestEndpoints, ...respondEndpoints, ...apiEndpoints], examples);
const page = referencePage(JSON.parse(JSON.stringify(document)), examples);
await writeFile(new URL("reference.document.json", folder), `${JSON.stringify(page, null, 1)}\n`);
await writeFile(new URL("openapi.document.json", folder), `${JSON.stringify(document, null, 1)}\n`);
