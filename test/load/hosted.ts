/** Forks the process under load, and asks it. One question at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import type { Hosting, Question } from "./host.ts";
import type { Place } from "./place.ts";

export async function startHosted(hosting: Hosting): Promise<{ place: Place; stop(): Promise<void> }> {
  const child = fork(new URL("./host.ts", import.meta.url), [JSON.stringify(hosting)], {
    execArgv: ["--expose-gc", "--import", "tsx"],
    serialization: "advanced",
  });
  const { url, businesses } = await answerOf<Pick<Place, "url" | "businesses">>(child);
  const ask = <T>(question: Question): Promise<T> => {
    const answer = answerOf<T>(child);
    child.send(question);
    return answer;
  };
  return {
    place: {
      url,
      businesses,
      newMails: () => ask("newMails"),
      memory: () => ask("memory"),
      check: () => ask("check"),
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, "exit");
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const gone = new AbortController();
  const ended = once(child, "exit", { signal: gone.signal }).then(() => {
    throw new Error("The process under load has ended.");
  });
  try {
    const [{ answer, error }] = await Promise.race([once(child, "message", { signal: gone.signal }), ended]);
    if (error !== undefined) throw new Error(error);
    return answer;
  } finally {
    ended.catch(() => {});
    gone.abort();
  }
}
