import { Table } from "../../../functions/adapters/dynamodb/table.ts";
import { servicesOn } from "../table-services.ts";
import type { Side } from "./restoration.ts";

type Where = Parameters<typeof servicesOn>[0];

export const sideOn = (place: Where): Side => ({
  services: servicesOn(place),
  table: new Table(place.dynamodb, place.tableName, () => place.clock.now()),
});
