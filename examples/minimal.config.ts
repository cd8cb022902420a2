/** All that must be said. */
import { defineConfig } from "../lib/config.ts";

export const hearback = defineConfig({
  sender: "feedback@shop.example",
});
