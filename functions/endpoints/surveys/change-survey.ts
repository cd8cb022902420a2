import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { patchDefinition, SurveyPatch, SurveyView, viewSurvey } from "./survey-view.ts";

export const changeSurvey = endpoint(
  {
    route: routes.changeSurvey,
    summary: "Changes a survey by making a new version; invitations keep the version they were made with.",
    body: SurveyPatch,
    returns: { 200: SurveyView },
  },
  async ({ caller: { workspaceId }, params: { id }, body }, { surveys, clock }) => {
    const current = await surveys.get(workspaceId, id, { consistent: true });
    const changed = { ...patchDefinition(current, body), version: current.version + 1, changedAt: clock.now() };
    await surveys.save(changed);
    return { status: 200, body: viewSurvey(changed) };
  },
);
