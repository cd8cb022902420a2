import { HIPAASecurityChecks, NIST80053R5Checks } from "cdk-nag";
import { describe, expect, it } from "vitest";
import { deploy } from "../lib/deploy.ts";
import { namedRowsIn, section } from "./markdown.ts";

describe("the reports in SECURITY.md", () => {
  const rows = namedRowsIn(section("SECURITY.md", "## Reports of NIST 800-53 and HIPAA"));
  const goneBy = (setting: string) => rows.filter(([, reason]) => reason?.startsWith(`gone with \`${setting}`));

  it.each([new NIST80053R5Checks(), new HIPAASecurityChecks()])(
    "name all that $name finds, and nothing else",
    (checks) => {
      const found = (settings: Parameters<typeof deploy>[0]) =>
        checks
          .validateScope(deploy(settings, "hearback", "eu-west-1").app)
          .violations.map(({ ruleName }) => ruleName.replace(/^[\w.]+?-(?=[A-Z]\w+$)/, ""))
          .sort();
      const names = rows.map(([name = ""]) => name).sort();
      expect(found({})).toEqual(names);
      const gone = goneBy("encryption").map(([name]) => name);
      expect(gone).toHaveLength(2);
      expect(found({ encryption: "customer-managed" })).toEqual(names.filter((name) => !gone.includes(name)));
    },
  );
});
