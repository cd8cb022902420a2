/** One DynamoDB engine for the whole run; every test system has a table of its own in it. */
import type { TestProject } from "vitest/node";
import { startEngine } from "../../local/engine.ts";

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const engine = await startEngine();
  project.provide("engine", { endpoint: engine.endpoint, name: engine.name });
  return () => engine.stop();
}

declare module "vitest" {
  interface ProvidedContext {
    engine: { endpoint: string; name: string };
  }
}
