import { describe, expect, it } from "vitest";
import { tableDefinition } from "../../local/table.ts";
import { deploy } from "./deploy.ts";

describe("the local table", () => {
  it("has the keys, indexes and stream of the deployed one", () => {
    const [[, deployed] = []] = deploy().resources("AWS::DynamoDB::Table");
    const names = ({ AttributeDefinitions }: { AttributeDefinitions: readonly { AttributeName: string }[] }) =>
      AttributeDefinitions.map(({ AttributeName }) => AttributeName).sort();
    expect(deployed.KeySchema).toEqual(tableDefinition.KeySchema);
    expect(deployed.GlobalSecondaryIndexes).toEqual(tableDefinition.GlobalSecondaryIndexes);
    expect(names(deployed)).toEqual(names(tableDefinition));
    expect(deployed.StreamSpecification.StreamViewType).toBe(tableDefinition.StreamSpecification.StreamViewType);
    expect(deployed.BillingMode).toBe(tableDefinition.BillingMode);
  });
});
