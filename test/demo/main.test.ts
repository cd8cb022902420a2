/** The demo as a person starts it: a process of its own, with a folder for what is temporary that must be empty afterwards. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");

describe("npm run demo", () => {
  let temporary: string;
  beforeAll(async () => {
    temporary = await mkdtemp(join(tmpdir(), "hearback-test-demo-"));
  });
  afterAll(() => rm(temporary, { recursive: true, force: true }));

  const start = (args: readonly string[]) => {
    const env = { ...process.env, TMPDIR: temporary };
    return spawn(process.execPath, ["--import", "tsx", "demo/main.ts", ...args], {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "pipe"],
    });
  };
  const ended = async (child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> => {
    const streams = [child.stdout, child.stderr].map((stream) => (stream ? text(stream) : ""));
    const [code] = (await once(child, "close")) as [number | null];
    const [stdout = "", stderr = ""] = await Promise.all(streams);
    return { code, stdout, stderr };
  };
  const keepsNothing = async (): Promise<void> => {
    expect((await readdir(temporary)).filter((name) => name.startsWith("hearback-demo"))).toEqual([]);
  };

  it("plays on a Hearback of its own, prints the figures, and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await ended(start(["--weeks", "1", "--interactions", "3", "--json"]));
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("100 %") });
    expect(JSON.parse(stdout)).toMatchObject({ seed: 1, interactions: 3, surveys: [{ kpis: [{ kpi: "nps" }] }] });
    await keepsNothing();
  }, 180_000);

  it("leaves nothing behind when it is broken off", async () => {
    const child = start([]);
    child.stdout.once("data", () => child.kill("SIGINT"));
    expect((await ended(child)).code).toBe(130);
    await keepsNothing();
  }, 180_000);

  it("tells in one sentence what was asked wrongly", async () => {
    expect(await ended(start(["--weeks", "many"]))).toEqual({
      code: 2,
      stdout: "",
      stderr: "--weeks must be a whole number from 1 to 26, not many.\n",
    });
  });

  it("tells in one sentence what has failed", async () => {
    expect(await ended(start(["--url", "http://127.0.0.1:1", "--key", "hb_live_x"]))).toEqual({
      code: 1,
      stdout: "",
      stderr: "Nothing answers at http://127.0.0.1:1. Is npm start running there?\n",
    });
  });

  it("tells its options", async () => {
    const { code, stdout } = await ended(start(["--help"]));
    expect(code).toBe(0);
    expect(stdout).toMatch(/--seed N .*\n[\s\S]*--url URL/);
  });
});
