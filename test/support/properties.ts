/** Properties run with one seed, so that a red run can be repeated; HEARBACK_SEED=… tries another. */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["HEARBACK_SEED"] ?? 20_261_122) });
