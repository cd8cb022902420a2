/**
 * A customer by the number that a vendor gave them, with the vendor's name before it: two vendors count alike, and one number
 * would make one person of two, who would then get each other's mail. Their addresses still bring both together.
 */
import type { FieldRule } from "../domain/mapping-rule.ts";

export const numberedBy = (vendor: string, rule: FieldRule): FieldRule => ({
  join: [{ const: vendor }, rule],
  with: ":",
});
