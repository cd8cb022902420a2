/** The source that a caller names, and what they may put into it. */
import type { Caller } from "../../domain/api-key.ts";
import { AppError, invalid } from "../../domain/errors.ts";
import type { Services } from "../../domain/ports/services.ts";
import type { Source } from "../../domain/source.ts";

/** For a change. Throws not_found, and forbidden where a test key names what is no test: it could report in earnest. */
export async function callersSource(
  id: string,
  { workspaceId, mode }: Caller,
  { sources }: Pick<Services, "sources">,
): Promise<Source> {
  const source = await sources.get(workspaceId, id);
  if (mode === "test" && source.mode !== "test")
    throw new AppError("forbidden", "A test key changes test sources only.");
  return source;
}

export async function requireSurvey(
  id: string | null | undefined,
  { workspaceId }: Caller,
  { surveys }: Pick<Services, "surveys">,
): Promise<void> {
  if (id && !(await surveys.find(workspaceId, id, { consistent: true })))
    throw invalid("survey", "is not a survey of this workspace: name one that GET /v1/surveys lists");
}
