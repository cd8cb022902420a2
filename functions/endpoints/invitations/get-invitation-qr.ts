import * as z from "zod/mini";
import { AppError } from "../../domain/errors.ts";
import { endpoint } from "../../http/endpoint.ts";
import { routes } from "../../routes.ts";
import { qrCode } from "../../templates/qr-code.ts";
import { callersInvitation } from "./callers-invitation.ts";

const svg = "image/svg+xml";

export const getInvitationQr = endpoint(
  {
    route: routes.getInvitationQr,
    summary:
      'Draws the link of an invitation with `via: "link"` as a QR code: whoever scans it answers for the customer.',
    query: z.strictObject({
      size: z
        ._default(z.coerce.number().check(z.int(), z.minimum(64), z.maximum(2048)), 256)
        .check(z.describe("Width and height in pixels")),
    }),
    refuses: { 409: "The invitation is mailed; only a link that you hand over yourself has a QR code." },
    returns: { 200: z.string().check(z.describe("The QR code as SVG")) },
    mediaType: svg,
  },
  async ({ caller, params: { id }, query: { size } }, services) => {
    const { via, workspaceId } = await callersInvitation(id, caller, services);
    if (via !== "link") {
      throw new AppError(
        "conflict",
        "The invitation is mailed; only a link that you hand over yourself has a QR code.",
      );
    }
    const url = await services.links.url("survey", { workspaceId, id });
    const body = qrCode(url, { sizePx: size, title: "QR code of the survey's link" });
    return { status: 200, headers: { "content-type": svg }, body };
  },
);
