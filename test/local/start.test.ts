import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

interface Started {
  readonly child: ChildProcess;
  readonly output: () => { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly workspaceId: string;
  readonly surveyId: string;
  readonly inboxUrl: string;
  readonly pid: number;
}

describe("npm start", () => {
  let data: string;
  let running: Started[];
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), "hearback-start-"));
    running = [];
  });
  afterEach(async () => {
    for (const { child, ended } of running) {
      child.kill("SIGTERM");
      await ended;
    }
    await rm(data, { recursive: true, force: true });
  });

  const start = (args: string[] = [], env: NodeJS.ProcessEnv = {}): Started => {
    const command = ["--import", "tsx", "local/main.ts", "--data", data, ...args];
    const child = spawn(process.execPath, command, { cwd: root, env: { ...process.env, ...env } });
    const said = { stdout: "", stderr: "" };
    child.stdout?.on("data", (chunk) => {
      said.stdout += chunk;
    });
    child.stderr?.on("data", (chunk) => {
      said.stderr += chunk;
    });
    const started = { child, output: () => said, ended: new Promise<number | null>((end) => child.once("exit", end)) };
    running.push(started);
    return started;
  };

  const until = async <T>(
    what: string,
    seconds: number,
    look: () => T | undefined | Promise<T | undefined>,
  ): Promise<T> => {
    const deadline = Date.now() + seconds * 1000;
    for (;;) {
      const found = await look();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error(`${what} did not happen within ${seconds} seconds.`);
      await new Promise((wake) => setTimeout(wake, 50));
    }
  };

  const ready = (started: Started): Promise<Ready> =>
    until("the ready line", 30, () => {
      const { stdout } = started.output();
      return stdout.endsWith("\n") ? (JSON.parse(stdout) as Ready) : undefined;
    });

  const startJson = (...args: string[]) => ready(start(["--json", "--port", "0", ...args]));

  const api = async ({ url, apiKey }: Ready, path: string, body?: unknown) => {
    const response = await fetch(url + path, {
      headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
      ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
    });
    return response.json();
  };

  const solveTicket = (system: Ready, email: string) =>
    api(system, "/v1/interactions", { type: "ticket.solved", customer: { email } });

  const mailTo = (system: Ready, email: string) =>
    until("the mail", 5, async () => {
      const mails = (await api(system, "/_local/inbox")) as { to: string; links: string[] }[];
      return mails.find(({ to }) => to === email);
    });

  it("says in one line of JSON where everything is, and nothing else", async () => {
    const started = start(["--json", "--port", "0"]);
    const system = await ready(started);
    expect(started.output().stdout.trim().split("\n")).toHaveLength(1);
    expect(system.apiKey).toMatch(/^hb_live_/);
    expect((await fetch(system.inboxUrl)).status).toBe(200);
    expect(await api(system, "/v1/workspace")).toMatchObject({ id: system.workspaceId });
    expect(await api(system, `/v1/surveys/${system.surveyId}`)).toMatchObject({
      kind: "nps",
      listensTo: ["ticket.solved"],
    });
  });

  it("brings a mail within 5 seconds of the webhook, and a changed KPI within 10 of the answer, by itself", async () => {
    const system = await startJson();
    await solveTicket(system, "jo@example.com");
    const { links } = await mailTo(system, "jo@example.com");
    const link = links.find((url) => url.includes("/s/") && !url.includes("?")) ?? "";
    const answered = await fetch(link, {
      method: "POST",
      body: new URLSearchParams({ score: "10" }),
      redirect: "manual",
    });
    expect(answered.status).toBe(303);
    const kpi = await until("the KPI", 10, async () => {
      const figure = (await api(system, `/v1/kpis/nps?survey=${system.surveyId}`)) as { n: number; value: number };
      return figure.n === 1 ? figure : undefined;
    });
    expect(kpi.value).toBe(100);
  });

  it("keeps everything over a restart, and forgets it with --fresh", async () => {
    const first = start(["--json", "--port", "0"]);
    const before = await ready(first);
    await solveTicket(before, "jo@example.com");
    await mailTo(before, "jo@example.com");
    await fetch(`${before.url}/_local/clock`, { method: "POST", body: JSON.stringify({ advanceSeconds: 7200 }) });
    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);

    const second = start(["--json", "--port", "0"]);
    const after = await ready(second);
    expect(after).toMatchObject({ apiKey: before.apiKey, surveyId: before.surveyId });
    expect(await mailTo(after, "jo@example.com")).toBeDefined();
    const { items } = (await api(after, "/v1/interactions")) as { items: unknown[] };
    expect(items).toHaveLength(1);
    second.child.kill("SIGTERM");
    expect(await second.ended).toBe(0);

    const fresh = await startJson("--fresh");
    expect(fresh.workspaceId).not.toBe(before.workspaceId);
    expect(await api(fresh, "/_local/inbox")).toEqual([]);
  }, 60_000);

  it("goes on where it was when it was killed", async () => {
    const first = start(["--json", "--port", "0"]);
    const before = await ready(first);
    await solveTicket(before, "jo@example.com");
    first.child.kill("SIGKILL");
    await first.ended;
    const after = await startJson();
    await mailTo(after, "jo@example.com");
    const mails = (await api(after, "/_local/inbox")) as unknown[];
    expect(mails).toHaveLength(1);
  }, 60_000);

  const refusal = async (args: string[], env: NodeJS.ProcessEnv = {}) => {
    const started = start(args, env);
    const code = await started.ended;
    return { code, sentence: started.output().stderr.trim(), stdout: started.output().stdout };
  };

  it("says in one sentence that the port is taken", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => server.once("listening", listening));
    const { port } = server.address() as AddressInfo;
    const { code, sentence, stdout } = await refusal(["--json", "--port", String(port)]);
    expect(code).toBe(1);
    expect(sentence).toBe(`Port ${port} is taken. Choose another with --port.`);
    expect(stdout).toBe("");
    server.close();
  });

  it("says in one sentence that there is no engine, and what the choices are", async () => {
    // No Java on the path, and the engine asked for by name is the one that needs it.
    const { code, sentence } = await refusal([], { HEARBACK_ENGINE: "dynamodb-local", PATH: "/nonexistent" });
    expect(code).toBe(1);
    expect(sentence).toMatch(/^No DynamoDB engine: .*Java 17.*DYNAMODB_ENDPOINT\.$/);
  });

  it("refuses an engine that it does not know rather than taking another", async () => {
    const { code, sentence } = await refusal(["--port", "0"], { HEARBACK_ENGINE: "dynamo" });
    expect(code).toBe(1);
    expect(sentence).toBe("HEARBACK_ENGINE is neither dynoxide nor dynamodb-local: dynamo");
  });

  it("says in one sentence that the data folder cannot be read", async () => {
    await mkdir(data, { recursive: true });
    await writeFile(join(data, "table.db"), "not a table".repeat(1000));
    const { code, sentence } = await refusal(["--port", "0"], { HEARBACK_ENGINE: "dynoxide" });
    expect(code).toBe(1);
    expect(sentence).toMatch(/^The data folder .* cannot be read as a table\. Start with --fresh/);
  });

  it.each(["seed.json", "stream.json", "clock"])(
    "says in one sentence that %s in the data folder is corrupt",
    async (file) => {
      await writeFile(join(data, file), "{ half");
      const { code, sentence } = await refusal(["--port", "0"]);
      expect(code).toBe(1);
      expect(sentence).toMatch(new RegExp(`${file}.*--fresh`));
      expect(sentence.split("\n")).toHaveLength(1);
    },
  );

  it("says in one sentence that the data folder is in use", async () => {
    await startJson();
    const { code, sentence } = await refusal(["--port", "0"]);
    expect(code).toBe(1);
    expect(sentence).toMatch(/^The data folder .* is in use by process \d+\./);
  });

  it.each([["--port", "many"], ["--no-such-option"]])("says what is wrong with %s", async (...args) => {
    const { code, sentence } = await refusal(args);
    expect(code).toBe(1);
    expect(sentence.split("\n")).toHaveLength(1);
    expect(sentence).toContain(args[0]);
  });
});
