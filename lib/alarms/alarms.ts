import type { Watched } from "../watched.ts";
import type { AlarmFacts } from "./alarm-facts.ts";
import { alarmsOfFunctions } from "./functions.ts";
import { alarmsOfLaws } from "./laws.ts";
import { alarmsOfMail } from "./mail.ts";
import { alarmsOfRollout } from "./rollout.ts";
import { alarmsOfWays } from "./ways.ts";

/** All of them, by their names. */
export const alarmsOf = (watched: Watched): Readonly<Record<string, AlarmFacts>> => ({
  ...alarmsOfLaws(watched),
  ...alarmsOfMail(watched),
  ...alarmsOfFunctions(watched),
  ...alarmsOfWays(watched),
  ...(watched.rollout === "canary" && alarmsOfRollout(watched)),
});
