/** Runs before each file of tests. */
import { renewEngine } from "./engine.ts";

await renewEngine();
