/** The tests of the domain alone, which need no engine: Stryker runs those of them that meet a mutant, for each mutant. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/domain/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts", "test/support/one-example.ts"],
    // Files share what they import, as in the whole suite.
    isolate: false,
    testTimeout: 60_000,
  },
});
