import { AppError } from "../../domain/errors.ts";
import { isSame } from "../../domain/key-order.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { checkChange } from "./check-definition.ts";
import { patchDefinition } from "./survey-definition.ts";
import { SurveyPatch, SurveyView, viewSurvey } from "./survey-view.ts";

export const changeSurvey = endpoint(
  {
    route: routes.changeSurvey,
    summary:
      "Changes a survey by making a new version; invitations keep the version they were made with. " +
      "What changes nothing makes none.",
    body: SurveyPatch,
    refuses: { 409: "The survey is archived, or was changed meanwhile." },
    returns: { 200: SurveyView },
  },
  async ({ caller: { workspaceId, workspace }, params: { id }, body }, { surveys, clock }) => {
    const current = await surveys.get(workspaceId, id, { consistent: true });
    if (current.status === "archived") throw new AppError("conflict", "The survey is archived. Resume it first.");
    const patched = patchDefinition(current, body);
    if (isSame(current, patched)) return { status: 200, body: viewSurvey(current) };
    checkChange(current, patched, workspace);
    const changed = { ...patched, version: current.version + 1, changedAt: clock.now() };
    await surveys.save(changed);
    return { status: 200, body: viewSurvey(changed) };
  },
);
