/** How long the tool waits for AWS: a person is waiting for the tool. */
export const patience = {
  maxAttempts: 3,
  // What the SDK has to say besides, such as on credentials that are set twice, is no answer to what was asked.
  logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
  requestHandler: { connectionTimeout: 3000, requestTimeout: 5000, throwOnRequestTimeout: true },
} as const;
