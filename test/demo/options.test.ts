import { describe, expect, it } from "vitest";
import { readOptions } from "../../demo/options.ts";

describe("the demo's options", () => {
  it("need not be given", () => {
    expect(readOptions([])).toEqual({ seed: 1, interactions: 360, customers: 360, weeks: 6, json: false });
  });

  it("spread as many customers as there are interactions, unless told otherwise", () => {
    expect(readOptions(["--interactions", "50"])).toMatchObject({ interactions: 50, customers: 50 });
    expect(readOptions(["--interactions", "50", "--customers", "7"])).toMatchObject({ customers: 7 });
  });

  it("name a Hearback that runs already", () => {
    expect(readOptions(["--url", "http://127.0.0.1:4747/", "--key", "hb_live_x"])).toMatchObject({
      running: { url: "http://127.0.0.1:4747", apiKey: "hb_live_x" },
    });
  });

  it("ask for help with nothing else", () => {
    expect(readOptions(["--help", "--seed", "2"])).toBeUndefined();
  });

  it.each([
    [["--seed", "one"], "--seed must be a whole number from 0 to 4294967295, not one."],
    [["--seed", ""], "--seed must be a whole number from 0 to 4294967295, not nothing."],
    [["--interactions", "0"], "--interactions must be a whole number from 1 to 5000, not 0."],
    [["--customers", "1.5"], "--customers must be a whole number from 1 to 5000, not 1.5."],
    [["--weeks", "27"], "--weeks must be a whole number from 1 to 26, not 27."],
    [["--key", "hb_live_x"], "--key goes with --url, which says where that Hearback runs."],
    [["--url", "here", "--key", "hb_live_x"], "--url is not an address such as http://127.0.0.1:4747: here."],
    [["--url", "http://127.0.0.1:1"], "--key is missing: npm start prints it in its first command, hb_live_…."],
    [
      ["--url", "http://127.0.0.1:1", "--key", "hb_test_x"],
      "--key is no live key, hb_live_…: test keys count nowhere.",
    ],
    [["--sed", "1"], "Unknown option '--sed'. See npm run demo -- --help."],
    [["now"], "Unexpected argument 'now'. See npm run demo -- --help."],
  ])("refuse %j", (args, sentence) => {
    expect(() => readOptions(args)).toThrow(expect.objectContaining({ message: sentence, exitCode: 2 }));
  });
});
