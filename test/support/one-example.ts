/** Runs before each file of tests that a mutant meets. */
import fc from "fast-check";

// A mutant is dead with the first example that fails: the search for the smallest one takes longer than all the rest.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
