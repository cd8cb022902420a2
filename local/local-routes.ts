import { readFile } from "node:fs/promises";
import { chartStyle } from "../functions/templates/charts/chart-style.ts";
import { mailOf, moveClock, reportMailEvent, runJob } from "./pages/actions.ts";
import {
  fileAnswer,
  jsonAnswer,
  LocalProblem,
  type LocalResponse,
  mailBodyAnswer,
  pageAnswer,
  problemAnswer,
  seeOther,
} from "./pages/answers.ts";
import { galleryDocument, galleryPage } from "./pages/gallery-page.ts";
import { inboxPage } from "./pages/inbox-page.ts";
import { addressOf, kpiChoice, kpiPage } from "./pages/kpi-page.ts";
import type { Surroundings } from "./pages/layout.ts";
import { framedDocument, mailPage, viewOf } from "./pages/mail-page.ts";
import { problemPage } from "./pages/problem-page.ts";
import { type LocalControls, type LocalRequest, refuseOtherSites, type Visit, wantsPage } from "./pages/requests.ts";
import { sesEventTypes } from "./ses-events.ts";

export type { LocalControls, LocalRequest, LocalResponse };

interface Route {
  readonly method: "GET" | "POST";
  readonly path: RegExp;
  answer(visit: Visit): Promise<LocalResponse>;
}

const routes: readonly Route[] = [
  { method: "GET", path: /^\/_local\/?$/, answer: async () => seeOther("/_local/mailbox") },
  { method: "GET", path: /^\/_local\/mailbox\/?$/, answer: showInbox },
  { method: "GET", path: /^\/_local\/mailbox\/([^/]+)$/, answer: showMail },
  { method: "GET", path: /^\/_local\/gallery\/?$/, answer: showGallery },
  { method: "GET", path: /^\/_local\/gallery\/([^/]+\/[^/]+\/[^/]+)$/, answer: showSpecimen },
  { method: "GET", path: /^\/_local\/kpis\/?$/, answer: showKpis },
  {
    method: "GET",
    path: /^\/_local\/charts\.css$/,
    answer: async () => fileAnswer("text/css; charset=utf-8", chartStyle),
  },
  { method: "GET", path: /^\/_local\/inbox\/?$/, answer: listInbox },
  { method: "GET", path: /^\/_local\/inbox\/([^/]+)\/raw$/, answer: showSource },
  { method: "GET", path: /^\/_local\/inbox\/([^/]+)\/html$/, answer: showBody },
  { method: "GET", path: /^\/_local\/(local\.css|icon\.svg)$/, answer: serveAsset },
  { method: "POST", path: /^\/_local\/clock$/, answer: moveClock },
  { method: "POST", path: /^\/_local\/run\/([^/]+)$/, answer: runJob },
  { method: "POST", path: /^\/_local\/mail-events$/, answer: reportMailEvent },
];

/** Answers undefined when the path is not under /_local. */
export function localRoutes(controls: LocalControls): (request: LocalRequest) => Promise<LocalResponse | undefined> {
  return async (request) => {
    if (request.path !== "/_local" && !request.path.startsWith("/_local/")) return undefined;
    const answer = await answerRequest(controls, request).catch((error: unknown) => {
      if (error instanceof LocalProblem) return refuse(controls, request, error);
      throw error;
    });
    return request.method === "HEAD" ? { ...answer, body: "" } : answer;
  };
}

async function answerRequest(controls: LocalControls, request: LocalRequest): Promise<LocalResponse> {
  const method = request.method === "HEAD" ? "GET" : request.method;
  const matching = routes.filter(({ path }) => path.test(request.path));
  if (matching.length === 0) throw new LocalProblem(404, `There is nothing at ${request.path}.`);
  const route = matching.find((candidate) => candidate.method === method);
  if (route === undefined) {
    const allow = matching.map((candidate) => (candidate.method === "GET" ? "GET, HEAD" : candidate.method)).join(", ");
    throw new LocalProblem(405, `${request.path} answers ${allow} only.`, { allow });
  }
  if (method === "POST") refuseOtherSites(request);
  return route.answer({ controls, request, part: route.path.exec(request.path)?.[1] ?? "" });
}

async function refuse(controls: LocalControls, request: LocalRequest, problem: LocalProblem): Promise<LocalResponse> {
  if (!wantsPage(request)) return problemAnswer(problem);
  const page = await pageAnswer(
    problemPage(surroundings({ controls, request, part: "" }, "/_local/mailbox"), problem),
    problem.status,
  );
  return { ...page, headers: { ...page.headers, ...problem.headers } };
}

async function showInbox(visit: Visit): Promise<LocalResponse> {
  const around = surroundings(visit, "/_local/mailbox");
  return pageAnswer(inboxPage(around, await visit.controls.mailbox.list(), visit.controls.welcome().curl));
}

async function showMail(visit: Visit): Promise<LocalResponse> {
  const mail = await mailOf(visit.controls, visit.part);
  const view = viewOf(mail, visit.request.query.get("view"));
  return pageAnswer(mailPage(surroundings(visit, `/_local/mailbox/${mail.id}?view=${view}`), mail, view));
}

async function showGallery(visit: Visit): Promise<LocalResponse> {
  return pageAnswer(galleryPage(surroundings(visit, "/_local/gallery"), visit.request.query));
}

async function showKpis(visit: Visit): Promise<LocalResponse> {
  const choice = kpiChoice(visit.request.query);
  const sheets = await visit.controls.sheets(choice.windowDays);
  return pageAnswer(kpiPage(surroundings(visit, addressOf(choice)), sheets, choice));
}

async function showSpecimen({ part }: Visit): Promise<LocalResponse> {
  return mailBodyAnswer(await galleryDocument(part));
}

function surroundings({ controls, request }: Visit, here: string): Surroundings {
  return {
    now: controls.now(),
    jobs: controls.jobs,
    welcome: controls.welcome(),
    here,
    notice: noticeOf(controls, request.query.get("notice")),
  };
}

/** The sentence after a pressed button. It travels as a word from a closed list, so that no link can put words into this page's mouth. */
function noticeOf({ jobs }: LocalControls, notice: string | null): string | undefined {
  if (notice === "clock") return "The clock was moved, and every job has run.";
  if (notice !== null && jobs.includes(notice)) return `${notice} has run.`;
  const type = sesEventTypes.find((candidate) => candidate === notice);
  return type === undefined ? undefined : `Hearback was told: ${type}.`;
}

const assetTypes: Readonly<Record<string, string>> = {
  "local.css": "text/css; charset=utf-8",
  "icon.svg": "image/svg+xml",
};

async function serveAsset({ part }: Visit): Promise<LocalResponse> {
  return fileAnswer(assetTypes[part] ?? "", await readFile(new URL(`./pages/${part}`, import.meta.url)));
}

async function showSource({ controls, part }: Visit): Promise<LocalResponse> {
  return fileAnswer("text/plain; charset=utf-8", (await mailOf(controls, part)).raw);
}

async function showBody({ controls, part }: Visit): Promise<LocalResponse> {
  return mailBodyAnswer(framedDocument((await mailOf(controls, part)).html));
}

async function listInbox({ controls }: Visit): Promise<LocalResponse> {
  const mails = await controls.mailbox.list();
  const only = (to: string[]) => (to.length === 1 ? to[0] : to);
  return jsonAnswer(mails.map(({ id, to, subject, sentAt, links }) => ({ id, to: only(to), subject, sentAt, links })));
}
