/**
 * Lambda, as far as a bundle can tell: Node 24 in a process of its own, exactly the environment that the template gives, and
 * a role that permits what the template's policies permit. What only a deployment knows is filled in.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { type FunctionName, functionNames, serviceFunctions } from "../../lib/service-functions.ts";
import { type RoleGate, startRoleGate } from "./role-gate.ts";
import type { Synthesized } from "./synthesize.ts";

export interface LambdaParts {
  readonly node: string;
  readonly stack: Synthesized;
  /** Variables whose values CloudFormation would fill in, and those that a test wants to be others. */
  readonly variables: Readonly<Record<string, string>>;
  readonly dynamodb: string;
  readonly ses: string;
}

export interface Lambda {
  readonly gates: ReadonlyMap<FunctionName, RoleGate>;
  /** Starts a function and hands it events one after the other. */
  // biome-ignore lint/suspicious/noExplicitAny: results of every shape
  invoke(name: FunctionName, ...events: unknown[]): Promise<any[]>;
  close(): Promise<void>;
}

/** Nothing listens there. */
const nowhere = "http://127.0.0.1:9";

export async function startLambda(parts: LambdaParts): Promise<Lambda> {
  const { stack, node } = parts;
  const started = functionNames.map(
    async (name) => [name, await startRoleGate(parts.dynamodb, stack.tablePermissionsOf(name))] as const,
  );
  const gates = new Map(await Promise.all(started));
  return {
    gates,
    invoke: async (name, ...events) => {
      const timeoutMs = serviceFunctions[name].timeoutSeconds * 1000;
      const work = { ...stack.handlerOf(name), functionName: name, timeoutMs, events };
      const ran = await run(node, environmentOf(name, parts, gates.get(name)?.url ?? nowhere), JSON.stringify(work));
      if (!ran.node.startsWith("v24.")) throw new Error(`The bundle ran on ${ran.node}.`);
      return ran.results;
    },
    close: async () => {
      await Promise.all([...gates.values()].map((gate) => gate.close()));
    },
  };
}

function environmentOf(name: FunctionName, { stack, variables, ses }: LambdaParts, dynamodb: string) {
  const given = Object.entries(stack.propertiesOf(name).Environment.Variables).map(([variable, deployed]) => {
    const value = variables[variable] ?? deployed;
    if (typeof value !== "string") throw new Error(`${variable} is known after deployment only.`);
    return [variable, value];
  });
  const maySend = stack.permissionsOf(name).some(({ actions }) => actions.includes("ses:SendRawEmail"));
  return {
    ...Object.fromEntries(given),
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_SESSION_TOKEN: "test",
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb,
    AWS_ENDPOINT_URL_SES: maySend ? ses : nowhere,
  };
}

async function run(node: string, env: NodeJS.ProcessEnv, work: string): Promise<{ node: string; results: unknown[] }> {
  const child = spawn(node, [join(import.meta.dirname, "run-bundle.ts")], {
    env,
    stdio: ["pipe", "ignore", "pipe", "pipe"],
  });
  const [, , errors, answers] = child.stdio;
  if (!errors || !answers || !("read" in answers)) throw new Error("The process has no pipes.");
  child.stdin?.end(work);
  const [said, answered] = await Promise.all([text(errors), text(answers as NodeJS.ReadableStream)]);
  if (answered === "") throw new Error(`The bundle did not answer. ${said}`);
  return JSON.parse(answered);
}
