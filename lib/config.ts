import * as z from "zod";
import type { DeploymentSettings } from "./deployment-settings.ts";
import { domainOf } from "./mail-domain.ts";
import { readFields } from "./read-fields.ts";
import { brokenRules } from "./setting-rules.ts";
import { settingFields } from "./settings.ts";
import { SettingsError } from "./settings-error.ts";

/** A stage is one stack: its settings, and where it stands. */
export interface StageSettings extends DeploymentSettings {
  /** Another name is another, separate deployment. Default: `hearback`, or `hearback-` and the stage's name where there are several. */
  readonly stackName?: string;
  /** Default: the account of the credentials in your shell. */
  readonly account?: string;
  /** Default: the region of your shell. Table, logs and mail stay in it, and moving later means starting anew. */
  readonly region?: string;
  /** Tags of everything in the stack that can have some. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** The settings of the only stage, or several stages by name. */
export type HearbackConfig = StageSettings | { readonly stages: Readonly<Record<string, StageSettings>> };

/** What `hearback.config.ts` exports as `hearback`. */
export function defineConfig(config: HearbackConfig): HearbackConfig {
  return config;
}

export const placeFields = {
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/)
    .optional()
    .describe("must be the name of a stack: letters, digits and dashes, a letter first, 128 at most"),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe("must be the twelve digits of an AWS account, in quotes"),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/)
    .optional()
    .describe("must be a region of AWS, such as eu-west-1"),
  tags: z
    .record(z.string().min(1).max(128), z.string().max(256))
    .default({})
    .describe('must be texts by name, such as { team: "support" }'),
} as const satisfies Record<Exclude<keyof StageSettings, keyof DeploymentSettings>, z.ZodType>;

const stageFields = { ...placeFields, ...settingFields };

export interface Stage {
  readonly stackName: string;
  readonly env: { readonly account?: string; readonly region?: string };
  readonly tags: Readonly<Record<string, string>>;
  readonly settings: DeploymentSettings;
}

/**
 * The stages of a configuration, all or the one that is asked for. Throws one error that has a sentence on everything that
 * is wrong with any of them.
 */
export function readStages(config: unknown, wanted?: string): Stage[] {
  const given = stagesGiven(config);
  const read = given.map(([name, settings]) => readStage(name, settings));
  const stages = read.flatMap(({ stage }) => stage ?? []);
  const faults = [...read.flatMap((each) => each.faults), ...doubleNames(stages), ...doubleIdentities(stages)];
  if (faults.length > 0) throw new SettingsError(["The settings are not valid.", ...faults].join("\n- "));
  if (wanted === undefined) return stages;
  const chosen = stages.filter((_, at) => given[at]?.[0] === wanted);
  if (chosen.length > 0) return chosen;
  const names = given.flatMap(([name]) => name ?? []);
  throw new SettingsError(
    names.length === 0
      ? `There is no stage ${wanted}: the only one has no name, so leave hearback:stage out.`
      : `There is no stage ${wanted}; hearback:stage may be ${names.join(" or ")}.`,
  );
}

type Given = readonly [name: string | undefined, settings: unknown];

function stagesGiven(config: unknown): Given[] {
  if (!isObject(config) || !("stages" in config)) return [[undefined, config]];
  const { stages, ...others } = config;
  const [stray] = Object.keys(others);
  if (stray !== undefined) throw new SettingsError(`${stray} stands beside stages: move it into each stage it is for.`);
  if (!isObject(stages) || Object.keys(stages).length === 0) {
    throw new SettingsError('stages must be settings by the name of a stage, such as { staging: { sender: "…" } }.');
  }
  return Object.entries(stages);
}

function readStage(name: string | undefined, given: unknown): { readonly stage?: Stage; readonly faults: string[] } {
  const where = name === undefined ? "" : `Stage ${name}: `;
  if (!isObject(given)) return { faults: [`${where}the settings must be an object such as { sender: "…" }.`] };
  const standard = name === undefined ? "hearback" : `hearback-${name}`;
  const { values, faults } = readFields<typeof stageFields>(stageFields, { stackName: standard, ...given });
  const { stackName = standard, account, region, tags = {} } = values;
  const all = [...faults, ...brokenRules(values)].map((fault) => where + fault);
  if (all.length > 0) return { faults: all };
  const settings = Object.fromEntries(Object.entries(given).filter(([field]) => field in settingFields));
  const env = { ...(account !== undefined && { account }), ...(region !== undefined && { region }) };
  return { stage: { stackName, env, tags, settings: settings as unknown as DeploymentSettings }, faults: [] };
}

function doubleNames(stages: readonly Stage[]): string[] {
  const names = stages.map(({ stackName }) => stackName);
  const double = new Set(names.filter((name, at) => names.indexOf(name) < at));
  return [...double].map((name) => `stackName ${name} is of two stages: give one of them another.`);
}

/** SES knows a domain once in an account and region, and a second stack that creates it cannot be deployed. */
function doubleIdentities(stages: readonly Stage[]): string[] {
  const creating = stages.filter(({ settings }) => settings.sendingIdentity === undefined);
  const places = creating.map(({ env, settings }) =>
    [env.account, env.region, domainOf(settings.sender).toLowerCase()].join(),
  );
  return creating
    .filter((_, at) => places.indexOf(places[at] ?? "") < at)
    .map(({ stackName, settings: { sender } }) => {
      const domain = domainOf(sender);
      return `sendingIdentity of the stack ${stackName} must be ${domain}: another stage creates that identity in the same account and region.`;
    });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
