/**
 * A survey that was made or changed since. What was mailed shows the version it was made with, so all versions are brought over, and
 * the survey as it stands there: of a change that was the accident, the version before it is still there.
 */
import { type Key, keys } from "../../../functions/adapters/dynamodb/keys.ts";
import type { Item } from "../../../functions/adapters/dynamodb/table.ts";
import type { Difference, TwoTables } from "./restoration.ts";

export async function compareSurvey(
  workspaceId: string,
  id: string,
  { here, lost }: TwoTables,
): Promise<readonly Difference[]> {
  const key = keys.survey(workspaceId, id);
  const [ours, theirs] = await Promise.all([here, lost].map(({ table }) => table.get(key, { consistent: true })));
  if (!theirs) return [];
  const [version, latest] = [Number(ours?.["version"] ?? 0), Number(theirs["version"])];
  if (version >= latest) return [];
  const write = async (): Promise<boolean> => {
    const [lowest, highest] = [version + 1, latest].map((n) => keys.surveyVersion(workspaceId, id, n).sk) as [
      string,
      string,
    ];
    const versions = lost.table.query({ partition: ["pk", key.pk], between: ["sk", lowest, highest] });
    for await (const item of versions) await here.table.add(item as Item & Key);
    const survey = theirs as Item & Key;
    return (await (ours ? here.table.put(survey, { version }) : here.table.add(survey))).done;
  };
  return [{ kind: "surveys", subject: id, write }];
}
