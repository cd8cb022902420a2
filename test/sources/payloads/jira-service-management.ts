/**
 * "Webhooks", https://developer.atlassian.com/cloud/jira/service-desk/webhooks, with "Secure admin webhooks" for the signature,
 * https://developer.atlassian.com/cloud/jira/platform/webhooks/#secure-admin-webhooks; users and issues as
 * https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/ has them. 2026-11-22. Shortened.
 */
export const resolved = {
  timestamp: 1_795_339_700_123,
  webhookEvent: "jira:issue_updated",
  issue_event_type_name: "issue_generic",
  user: { accountId: "712020:f1ad7cfd", displayName: "Sam", active: true, timeZone: "Europe/Berlin" },
  issue: {
    id: "99291",
    key: "SUP-22",
    fields: {
      summary: "Router",
      issuetype: { id: "10001", name: "[System] Service request" },
      project: { id: "10820", key: "SUP", name: "Support", projectTypeKey: "service_desk" },
      priority: { id: "3", name: "Medium" },
      status: { id: "10002", name: "Resolved", statusCategory: { id: 3, key: "done", name: "Done" } },
      reporter: {
        accountId: "qm:b2e19a89:93eb",
        accountType: "customer",
        displayName: "Jo Li",
        emailAddress: "jo@example.com",
        timeZone: "Europe/London",
        locale: "en_GB",
      },
      assignee: { accountId: "712020:f1ad7cfd", accountType: "atlassian", displayName: "Sam" },
    },
  },
  changelog: {
    id: "10124",
    items: [
      { field: "resolution", fieldtype: "jira", from: null, fromString: null, to: "10000", toString: "Done" },
      { field: "status", fieldtype: "jira", from: "3", fromString: "In Progress", to: "10002", toString: "Resolved" },
    ],
  },
};

/** Somebody changes a word of a request that was solved long ago. */
export const touched = {
  ...resolved,
  changelog: {
    id: "10125",
    items: [{ field: "summary", fieldtype: "jira", from: null, to: null, toString: "Router!" }],
  },
};
