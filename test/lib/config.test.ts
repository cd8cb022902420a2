import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStages } from "../../lib/config.ts";
import { readConfigFile } from "../../lib/config-file.ts";
import { readContext } from "../../lib/context.ts";

const sender = "feedback@shop.example";

describe("the stages", () => {
  it("are one, named hearback, unless the configuration names several", () => {
    expect(readStages({ sender })).toEqual([{ stackName: "hearback", env: {}, tags: {}, settings: { sender } }]);
    const several = readStages({
      stages: {
        production: { sender, stackName: "feedback", region: "eu-west-1", account: "111122223333" },
        staging: { sender, tags: { team: "support" }, tracing: "off" },
      },
    });
    expect(several).toEqual([
      { stackName: "feedback", env: { region: "eu-west-1", account: "111122223333" }, tags: {}, settings: { sender } },
      { stackName: "hearback-staging", env: {}, tags: { team: "support" }, settings: { sender, tracing: "off" } },
    ]);
  });

  it("are told apart by their stack's name", () => {
    const other = { sender: "feedback@other.example", stackName: "feedback" };
    const stages = { one: { sender, stackName: "feedback" }, other };
    expect(() => readStages({ stages })).toThrow("- stackName feedback is of two stages: give one of them another.");
  });

  it("cannot both create the identity of one domain in one place", () => {
    const [here, there] = [{ region: "eu-west-1" }, { region: "us-east-1" }];
    const twice = { production: { sender, ...here }, staging: { sender: "Staging@Shop.example", ...here } };
    expect(() => readStages({ stages: twice })).toThrow(
      "- sendingIdentity of the stack hearback-staging must be Shop.example: another stage creates that identity in the same account and region.",
    );
    const apart = { production: { sender, ...here }, staging: { sender, ...there } };
    expect(readStages({ stages: apart })).toHaveLength(2);
  });

  it("can be asked for one by one", () => {
    const stages = { production: { sender }, staging: { sender, sendingIdentity: "shop.example" } };
    expect(readStages({ stages }, "staging").map(({ stackName }) => stackName)).toEqual(["hearback-staging"]);
    expect(() => readStages({ stages }, "stagng")).toThrow(
      "There is no stage stagng; hearback:stage may be production or staging.",
    );
    expect(() => readStages({ sender }, "staging")).toThrow("leave hearback:stage out");
  });

  it("tell everything that is wrong with any of them, each in a sentence that names stage, field and fix", () => {
    const stages = {
      production: { region: "Ireland", account: 111122223333, kpiEveryMinutes: "15", regionn: "eu-west-1" },
      a_b: { sender, tags: "support" },
      staging: [],
      test: { sender, sendingIdentity: "other.example" },
    };
    expect(() => readStages({ stages })).toThrow(
      [
        "The settings are not valid.",
        "- Stage production: regionn is no setting; did you mean region?",
        "- Stage production: account must be the twelve digits of an AWS account, in quotes.",
        "- Stage production: region must be a region of AWS, such as eu-west-1.",
        "- Stage production: sender must be an e-mail address of a domain whose DNS you can change, such as feedback@shop.example.",
        "- Stage production: kpiEveryMinutes must be a whole number of minutes from 5 to 1440.",
        "- Stage a_b: stackName must be the name of a stack: letters, digits and dashes, a letter first, 128 at most.",
        '- Stage a_b: tags must be texts by name, such as { team: "support" }.',
        '- Stage staging: the settings must be an object such as { sender: "…" }.',
        "- Stage test: sendingIdentity other.example does not cover the sender feedback@shop.example: name the sender itself or a domain that it is in.",
      ].join("\n"),
    );
  });

  it.each([
    [{ stages: {} }, /^stages must be settings by the name of a stage/],
    [{ stages: { staging: { sender } }, region: "eu-west-1" }, /^region stands beside stages: move it into each stage/],
    ["hearback", /^- the settings must be an object/m],
  ])("are refused as %j", (config, why) => {
    expect(() => readStages(config)).toThrow(why);
  });
});

describe("a configuration file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "hearback-config-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const holding = async (text: string) => {
    const file = join(folder, `${Math.random()}.config.mjs`);
    await writeFile(file, text);
    return readConfigFile(file);
  };

  it("exports its configuration as hearback", async () => {
    expect(await holding(`export const hearback = { sender: "${sender}" };`)).toEqual({ sender });
  });

  it.each([
    [
      "that exports something else",
      "export const config = {}; export default 3;",
      /^It exports config, default: write/,
    ],
    ["that exports nothing", "", /^It exports nothing: write export const hearback = defineConfig/],
    ["that does not compile", "export const hearback = {", /^It cannot be loaded: \S/],
    ["that fails", 'throw new Error("No such shop: juniper");', /^It cannot be loaded: No such shop: juniper$/],
  ])("%s is refused in a sentence", async (_, text, why) => {
    await expect(holding(text)).rejects.toThrow(why);
  });

  it("that is missing says where to find one", async () => {
    await expect(readConfigFile(join(folder, "none.ts"))).rejects.toThrow(
      "There is no such file: take one from examples/ and set its sender.",
    );
  });
});

describe("the context", () => {
  it("may name another file and one of its stages", () => {
    expect(readContext({ "@aws-cdk/core:flag": true })).toEqual({ config: "hearback.config.ts", reports: [] });
    const given = { "hearback:config": "examples/two-stages.config.ts", "hearback:stage": "staging" };
    expect(readContext(given)).toMatchObject({ config: "examples/two-stages.config.ts", stage: "staging" });
  });

  it("may ask for further reports", () => {
    expect(readContext({ "hearback:nag": "nist,hipaa" }).reports).toEqual(["nist", "hipaa"]);
    expect(() => readContext({ "hearback:nag": "hippa" })).toThrow("did you mean hipaa?");
  });

  it("is not taken where a variable of the shell was empty", () => {
    expect(() => readContext({ "hearback:stage": "" })).toThrow("hearback:stage is empty: say which, or leave it out.");
  });

  it("holds no settings any more, and says so instead of leaving them unread", () => {
    expect(() => readContext({ "hearback:fromAddress": "a@shop.example" })).toThrow(
      "Settings belong into hearback.config.ts. hearback:fromAddress is no context; they are config, stage, nag.",
    );
  });
});
