#!/usr/bin/env node
/** `hearback`: the administrator's command line. */
import { runCommandLine } from "./commands/run.ts";

// The SDK's word on Node 20 is for those who deploy: on Lambda it is Node 24.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
// Whoever reads the output may stop before its end.
process.stdout.on("error", () => process.exit(1));
process.exitCode = await runCommandLine(process.argv.slice(2), process);
