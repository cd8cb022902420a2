/**
 * Words as a customer meant them: browsers send two characters for a line break that they count once, half characters cannot
 * be stored as UTF-8, and what holds nothing to be seen is no answer.
 */
export function writtenWords(sent: string | undefined): string | undefined {
  const words = sent?.replaceAll("\r\n", "\n").trim().toWellFormed();
  return words !== undefined && /[^\s\p{Cc}\p{Cf}]/u.test(words) ? words : undefined;
}
