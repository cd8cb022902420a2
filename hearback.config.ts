import { defineConfig } from "./lib/config.ts";

/**
 * What is deployed. Your editor knows every setting and docs/deploy.md explains them; the sender is the only one that you
 * must change. examples/ has more: a full one, and two stages side by side.
 */
export const hearback = defineConfig({
  sender: "feedback@example.com",
});
