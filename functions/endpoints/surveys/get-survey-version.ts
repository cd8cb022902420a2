import { AppError } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { VersionView, viewVersion } from "./version-view.ts";

export const getSurveyVersion = endpoint(
  { route: routes.getSurveyVersion, summary: "Shows one version of a survey.", returns: { 200: VersionView } },
  async ({ caller: { workspaceId }, params: { id, version } }, { surveys }) => {
    if (!/^[1-9]\d{0,5}$/.test(version)) throw new AppError("not_found", "There is no such version of the survey.");
    return { status: 200, body: viewVersion(await surveys.getVersion(workspaceId, id, Number(version))) };
  },
);
