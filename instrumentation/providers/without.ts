/** What is left of a whole for its other parts; undefined where the whole is unknown. */
export function without(whole: number | undefined, part: number): number | undefined {
  return whole === undefined ? undefined : Math.max(0, whole - part);
}
