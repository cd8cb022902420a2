/** The tests of the domain alone, which need no engine: Stryker runs those of them that meet a mutant, for each mutant. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/domain/**/*.test.ts"],
    setupFiles: ["test/support/seed.ts"],
    testTimeout: 60_000,
  },
});
