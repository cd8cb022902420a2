/** Something of what a deployment was given is wrong; the message is for whoever deploys. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}
