/** `npm run client:types`: writes the types of the client anew. */
import { writeFileSync } from "node:fs";
import { apiEndpoints } from "../functions/api.ts";
import { ingestEndpoints } from "../functions/ingest.ts";
import { apiTypes } from "./api-types.ts";

writeFileSync(new URL("../client/api.ts", import.meta.url), apiTypes([...ingestEndpoints, ...apiEndpoints]));
