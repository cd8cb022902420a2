/** Whether the API answers, and what time it is there. */
import type { Health } from "./judge-stack.ts";

const patienceMs = 10_000;

export async function readHealth(apiUrl: string): Promise<Health> {
  const url = apiUrl.replace(/\/$/, "");
  const began = Date.now();
  try {
    const response = await fetch(`${url}/v1/health`, { signal: AbortSignal.timeout(patienceMs) });
    await response.arrayBuffer();
    const there = Date.parse(response.headers.get("date") ?? "");
    // It told the time somewhere between the question and the answer, and whole seconds only.
    const here = (began + Date.now()) / 2;
    const aheadSeconds = Number.isNaN(there) ? undefined : (here - there - 500) / 1000;
    return { url, status: response.status, aheadSeconds };
  } catch (error) {
    const { name, cause } = error as Error;
    const code = (cause as { code?: string } | undefined)?.code;
    return { url, status: `nothing (${code ?? name})`, aheadSeconds: undefined };
  }
}
