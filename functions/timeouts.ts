/** How long functions may run, in seconds: what the stack deploys, and what claims and leases outlast. No imports. */
export const timeoutSeconds = {
  http: 10,
  "dispatch-invitations": 300,
  "compute-kpis": 300,
  "react-to-changes": 60,
  "record-mail-events": 30,
} as const;

/** After this nobody can be holding a claim any more that a dispatcher has taken: its time-out and a minute. */
export const claimSeconds = timeoutSeconds["dispatch-invitations"] + 60;

/** A run of the dispatcher renews its lease as it goes, so that one that died holds up the next for this long and no longer. */
export const runLeaseSeconds = 120;
