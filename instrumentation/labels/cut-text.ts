/** As long as the ledger's texts are. */
const LABEL_CHARS = 200;

/** At most so many code points, and none cut in half: half of one is no UTF-8, and a collector may refuse the batch. */
export function cutText(text: string, chars: number = LABEL_CHARS): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  if (whole.length <= chars) return whole;
  return [...whole.slice(0, 2 * chars)].slice(0, chars).join("").toWellFormed();
}
