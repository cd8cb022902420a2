/**
 * What is no longer written although the release before read it. Records of that time are read for as long as there are any. See
 * "Change a stored record" in CONTRIBUTING.md.
 */
import type { Contraction } from "./shape.ts";

export const contractions: readonly Contraction[] = [];
