/**
 * `npm run openapi`: writes the document and the page that the api function serves, and the types of the client. Tests fail while
 * they are not as the code is.
 */
import { writeFile } from "node:fs/promises";
import { apiEndpoints } from "../../functions/api.ts";
import { ingestEndpoints } from "../../functions/ingest.ts";
import { respondEndpoints } from "../../functions/respond.ts";
import { apiTypes } from "./client-types/api-types.ts";
import { openApiDocument } from "./document.ts";
import examples from "./examples/examples.json" with { type: "json" };
import { referencePage } from "./reference/page.ts";

const folder = new URL("../../functions/endpoints/service/", import.meta.url);
const document = openApiDocument([...ingestEndpoints, ...respondEndpoints, ...apiEndpoints], examples);
const plain = JSON.parse(JSON.stringify(document));
const page = referencePage(plain, examples);
await writeFile(new URL("reference.document.json", folder), `${JSON.stringify(page, null, 1)}\n`);
await writeFile(new URL("openapi.document.json", folder), `${JSON.stringify(document, null, 1)}\n`);
await writeFile(new URL("../../client/api.ts", import.meta.url), apiTypes(plain));
