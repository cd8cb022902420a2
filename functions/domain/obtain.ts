/** What a map holds under a key, made where it holds nothing. */
export function obtain<K, V>(map: Map<K, V>, key: K, make: (key: K) => V): V {
  const standing = map.get(key);
  if (standing !== undefined) return standing;
  const made = make(key);
  map.set(key, made);
  return made;
}
