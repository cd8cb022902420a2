/** Whether a number is as printed, to as many decimals as were printed. */
export const printed = (text: string) => ({
  asymmetricMatch: (value: number) => value.toFixed(text.split(".")[1]?.length ?? 0) === text,
  toString: () => `printed ${text}`,
});
