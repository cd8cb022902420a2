/** What a list is asked by and answers. Apart from other fields, because schemas are built at every start and ingest has no list. */
import * as z from "zod/mini";
import { instant } from "./fields.ts";

/** A calendar day stands for its first moment in UTC. */
export const instantOrDay = z.union(
  [
    instant,
    z.pipe(
      z.iso.date(),
      z.transform((day) => `${day}T00:00:00.000Z`),
    ),
  ],
  "is not a time such as 2026-11-22T09:30:00Z or a day such as 2026-11-22",
);

const limit = z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200));

export const listQuery = {
  limit: z._default(limit, 50),
  cursor: z.exactOptional(z.string().check(z.maxLength(400))).check(z.describe("nextCursor of the page before")),
};

/** What is asked for whole, and comes in pages only where it is too long. */
export const wholeQuery = { ...listQuery, limit: z._default(limit, 200) };

export const page = <T extends z.core.$ZodType>(item: T) =>
  z.object({
    items: z
      .array(item)
      .check(z.describe("May be fewer than the limit, and none at all: go on while there is a nextCursor")),
    nextCursor: z.exactOptional(z.string()),
  });
