/** Runs before each file of tests. */
import fc from "fast-check";

// One seed, so that a red run can be repeated; HEARBACK_SEED=… tries another.
fc.configureGlobal({ seed: Number(process.env["HEARBACK_SEED"] ?? 20_261_122) });
