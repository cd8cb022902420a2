/**
 * A body is what the flow's author makes it: https://help.salesforce.com/s/articleView?id=platform.flow_http_callout_guidelines_authenticating.htm
 * and, for a secret in a header, https://help.salesforce.com/s/articleView?id=xcloud.nc_custom_header_use_cases.htm. Fields by the API
 * names of the object reference, https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/. 2026-11-22.
 */
export const closedCase = {
  Id: "5003000000D8cuIAAR",
  CaseNumber: "00001026",
  Status: "Closed",
  IsClosed: true,
  ClosedDate: "2026-11-22T09:20:00.000+0000",
  LastModifiedDate: "2026-11-22T09:21:00.000+0000",
  ContactId: "0033000000PCuQrAAL",
  ContactEmail: "jo@example.com",
  Contact: { Name: "Jo Li" },
  Origin: "Web",
  Priority: "High",
  Type: "Electrical",
  OwnerId: "00530000003GrFAAA0",
  Owner: { Name: "Sam" },
};

export const wonOpportunity = {
  Id: "0063000000D8cuIAAR",
  StageName: "Closed Won",
  IsWon: true,
  Amount: 1200.5,
  CurrencyIsoCode: "EUR",
  CloseDate: "2026-11-22",
  LastModifiedDate: "2026-11-22T09:21:00.000+0000",
  ContactId: "0033000000PCuQrAAL",
  Contact: { Name: "Jo Li", Email: "jo@example.com" },
  OwnerId: "00530000003GrFAAA0",
};
