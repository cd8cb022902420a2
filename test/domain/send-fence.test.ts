import { expect, it } from "vitest";
import { isOriginal } from "../../functions/domain/send-fence.ts";
import { addSeconds } from "../../functions/domain/time.ts";
import { madeAt } from "./builders.ts";

it("a table is the one its records were made in when it is as old as the oldest of its workspaces", () => {
  const table = { id: "t", createdAt: madeAt };
  const [before, after] = [addSeconds(madeAt, -1), addSeconds(madeAt, 1)];
  expect(isOriginal(table, [])).toBe(true);
  expect(isOriginal(table, [madeAt, after])).toBe(true);
  expect(isOriginal(table, [after, before])).toBe(false);
  expect(isOriginal(table, [before])).toBe(false);
});
