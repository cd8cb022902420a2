/** `npm run openapi`: writes the document that the api function serves. A test fails while it is not as the code is. */
import { writeFile } from "node:fs/promises";
import { apiEndpoints } from "../functions/api.ts";
import { ingestEndpoints } from "../functions/ingest.ts";
import { respondEndpoints } from "../functions/respond.ts";
import { openApiDocument } from "./openapi-document.ts";

const file = new URL("../functions/endpoints/service/openapi.document.json", import.meta.url);
const document = openApiDocument([...ingestEndpoints, ...respondEndpoints, ...apiEndpoints]);
await writeFile(file, `${JSON.stringify(document, null, 1)}\n`);
