import { defineConfig } from "vitest/config";

const report = process.env["HEARBACK_TEST_REPORT"];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/engine.ts"],
    setupFiles: ["test/support/seed.ts", "test/support/before-each-file.ts"],
    pool: "forks",
    // Files share what they import, which halves the time: each test makes a system of its own and leaves nothing behind.
    isolate: false,
    // Half of the time goes by waiting for the engine, browsers and child processes.
    maxWorkers: 4,
    // What waits for ever is found all the same, and a busy machine fails nothing.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
    // CI counts what it ran.
    ...(report && { reporters: ["default", ["json", { outputFile: report }]] }),
  },
});
