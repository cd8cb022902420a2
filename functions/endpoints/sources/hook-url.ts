/** The address that a source's vendor sends to, and that some of them sign. */
import type { Settings } from "../../domain/ports/environment.ts";
import type { Source } from "../../domain/source.ts";

export const hookUrl = ({ id }: Pick<Source, "id">, { publicUrl }: Pick<Settings, "publicUrl">): string =>
  `${publicUrl}/v1/hooks/${id}`;
