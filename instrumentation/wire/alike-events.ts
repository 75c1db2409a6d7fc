/** The events of most answers are of one kind; where none fits another after so many tries, the search ends. */
const TRIES = 8;

/**
 * Knows an event that is like those before it but for its piece of text: nearly all of a stream are. It then says nothing that the others have
 * not said, and need not be read: to compare it takes 0.1 µs, to look into it 0.4 (measured).
 */
export class AlikeEvents {
  /** Of the last match: characters of its text; -1 where that has escapes, so that only the API's reader knows how it counts them. */
  chars = 0;
  /** An event from its line's beginning to the quote that opens its text, and from the one that closes it to the line's end. */
  #head = "";
  #tail = "";
  #previous = "";
  #previousChars = 0;
  #triesLeft = TRIES;

  /** False once events have been found not to be alike. */
  get isLearning(): boolean {
    return this.#triesLeft > 0;
  }

  /** Where the event ends that begins at `at`; -1 where it is not like the others, or not whole. */
  match(text: string, at: number): number {
    const head = this.#head;
    const open = at + head.length;
    if (head === "" || text.slice(at, open) !== head) return -1;
    let hasEscape = false;
    let close = open;
    for (let code = text.charCodeAt(close); code !== QUOTE; code = text.charCodeAt(close)) {
      if (code === BACKSLASH) {
        hasEscape = true;
        close += 1;
      }
      close += 1;
      if (close >= text.length) return -1;
    }
    const end = close + this.#tail.length;
    if (text.slice(close, end) !== this.#tail) return -1;
    this.chars = hasEscape ? -1 : close - open;
    return end;
  }

  /** Takes an event that was not like the others, and the length of the text that the API's reader has found in it. */
  learn(line: string, chars: number): void {
    const previous = this.#previous;
    const previousChars = this.#previousChars;
    this.#head = "";
    this.#previous = chars > 0 ? line : "";
    this.#previousChars = chars;
    if (previous === "" || chars === 0) return;
    const open = line.lastIndexOf('"', firstDifference(line, previous) - 1) + 1;
    const close = open + chars;
    const previousClose = open + previousChars;
    const tail = line.slice(close);
    const isText = isString(line, open, close) && isString(previous, open, previousClose);
    if (isText && previous.slice(previousClose) === tail) {
      this.#head = line.slice(0, open);
      this.#tail = tail;
    } else this.#triesLeft -= 1;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}

/** Whether a JSON string without escapes stands between the two positions, quotes around them. */
function isString(json: string, open: number, close: number): boolean {
  return json.indexOf('"', open) === close && !json.slice(open, close).includes("\\");
}
