/** Of the software, as package.json has it: the one place. The version of the API is the first step of its paths. */
import manifest from "../package.json" with { type: "json" };

export const { version } = manifest;
