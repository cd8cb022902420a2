import { failed } from "../failure.ts";
import { refuseForeignTable } from "../own-table.ts";
import { findPlace } from "../place.ts";
import type { PlaceWish } from "../place-wish.ts";
import type { Side } from "./restoration.ts";
import { sideOn } from "./side-on.ts";

interface Sides {
  readonly here: Side;
  readonly lost: Side | undefined;
  close(): void;
}

/** The lost table is where the restored one is: a restore stays in its account, and the region is the client's. */
export async function openSides(wish: PlaceWish, from: string | undefined): Promise<Sides> {
  const place = await findPlace(wish);
  if (from !== undefined) await refuseForeignTable(place.dynamodb, from).catch((error) => refuseMissing(error, from));
  return {
    here: sideOn(place),
    lost: from === undefined ? undefined : sideOn({ ...place, tableName: from }),
    close: () => place.dynamodb.destroy(),
  };
}

/** What is not there is told as the table that a command is on, unless it is said here which it is. */
function refuseMissing(error: Error, from: string): never {
  if (error.name !== "ResourceNotFoundException") throw error;
  throw failed(`There is no table ${from} in this account and region.`, error);
}
