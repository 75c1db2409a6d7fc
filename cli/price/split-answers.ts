import { isObject } from "../../instrumentation/providers/read-value.ts";
import { BracketScan } from "./bracket-scan.ts";
import { LineCutter } from "./line-cutter.ts";

/** One answer of the input, or what is wrong with it. */
export interface InputItem {
  /** Where it begins, from 1; blank lines count. */
  line: number;
  /** It is one line of JSON Lines. Otherwise it goes over several, or is a list that the input begins with. */
  isLine: boolean;
  /** Parsed JSON; a string is the text of an answer that is no JSON value of its own, such as a stream of events. */
  value?: unknown;
  problem?: string;
}

/** Of one answer; above that it is no answer, and must not grow the memory. The largest real ones carry images of some 20 MB. */
const MAX_ANSWER_CHARS = 64 * 1024 * 1024;

const EVENT_LINE = /^[ \t]*(?:data|event|id|retry)?:/;

/**
 * Parts an input into its answers while it arrives: JSON Lines, JSON over several lines (one or more, and Gemini's list), or one
 * stream of server-sent events. Only the answer that has not ended yet is held.
 */
export class AnswerSplitter {
  readonly #maxChars: number;
  readonly #lines: LineCutter;
  /** The first answer decides. `over`: what follows belongs to a stream that was too long. */
  #mode: "open" | "lines" | "documents" | "events" | "over" = "open";
  #lineNumber = 0;
  /** The lines of an answer over several. */
  #held: string[] = [];
  #heldFrom = 0;
  #heldChars = 0;
  #scan = new BracketScan();
  /** Behind a broken answer over several lines, until the next one begins. */
  #isLost = false;
  /** Ollama streams events as lines of JSON, of which only the last is done. */
  #events: unknown[] = [];
  #items: InputItem[] = [];

  constructor(options: { maxChars?: number } = {}) {
    this.#maxChars = options.maxChars ?? MAX_ANSWER_CHARS;
    this.#lines = new LineCutter(this.#maxChars);
  }

  /** @returns the answers that ended with this text */
  push(text: string): InputItem[] {
    this.#takeLines(this.#lines.push(text));
    return this.#items.splice(0);
  }

  /** @returns the last answers */
  end(): InputItem[] {
    this.#takeLines(this.#lines.end());
    if (this.#held.length > 0) this.#endHeld();
    this.#endEvents();
    return this.#items.splice(0);
  }

  #takeLines(lines: readonly (string | undefined)[]): void {
    for (const line of lines) {
      this.#lineNumber += 1;
      if (line === undefined) this.#refuseLine(this.#lineNumber, this.#tooLong());
      else this.#takeLine(line, this.#lineNumber);
    }
  }

  #takeLine(line: string, number: number): void {
    if (this.#held.length > 0) this.#continueHeld(line);
    else if (line.trim() === "" || this.#mode === "over") return;
    else if (this.#isLost && !/^[{[]/.test(line)) return;
    else if (this.#mode === "open" && EVENT_LINE.test(line)) {
      this.#mode = "events";
      this.#hold(line, number);
    } else this.#takeJson(line, number);
  }

  #takeJson(line: string, number: number): void {
    this.#isLost = false;
    const value = parse(line);
    if (value !== undefined) {
      const isWhole = this.#mode === "open" && Array.isArray(value);
      if (this.#mode === "open") this.#mode = "lines";
      if (isWhole) this.#items.push({ line: number, isLine: false, value });
      else this.#takeValue(value, number);
      return;
    }
    if (this.#mode !== "lines" && this.#opensAnswer(line)) this.#hold(line, number);
    else this.#refuseLine(number, `it is no JSON: ${shown(line)}`);
  }

  #opensAnswer(line: string): boolean {
    const [first] = line.trimStart();
    if (first !== "{" && first !== "[") return false;
    this.#scan = new BracketScan();
    const state = this.#scan.feed(line);
    // A list that was cut may still be read in part, so it is left to the reader of answers.
    return state === "open" || (first === "[" && state === "broken");
  }

  #takeValue(value: unknown, line: number): void {
    const done = isObject(value) && !("answer" in value) ? value.done : undefined;
    if (done === false || (done === true && this.#events.length > 0)) this.#events.push(value);
    else {
      this.#endEvents();
      this.#items.push({ line, isLine: true, value });
    }
    if (done === true) this.#endEvents();
  }

  #endEvents(): void {
    const events = this.#events;
    if (events.length === 0) return;
    this.#events = [];
    this.#items.push({ line: this.#lineNumber, isLine: true, value: events });
  }

  #continueHeld(line: string): void {
    if (this.#mode === "events" && isWholeObject(line)) {
      this.#leaveEvents(line);
      return;
    }
    this.#hold(line);
    if (this.#heldChars > this.#maxChars) {
      if (this.#mode === "events") this.#mode = "over";
      this.#refuseHeld(this.#tooLong());
    } else if (this.#mode !== "events") {
      const state = this.#scan.feed(line);
      if (state === "closed") this.#endDocument();
      else if (state === "broken" && (!this.#isList() || isWholeObject(line))) this.#endBroken();
    }
  }

  /** No stream of events has such a line: what was held was a stream before JSON Lines, or their broken first line. */
  #leaveEvents(line: string): void {
    const number = this.#heldFrom + this.#held.length;
    if (this.#held.some((held) => isObject(parse(held.replace(/^[ \t]*data:/, "")))))
      this.#items.push({ line: this.#heldFrom, isLine: false, value: this.#held.join("\n") });
    else this.#refuseLine(this.#heldFrom, `it is no JSON: ${shown(this.#held[0] ?? "")}`);
    this.#drop();
    this.#mode = "lines";
    this.#takeLine(line, number);
  }

  #endDocument(): void {
    const text = this.#held.join("\n");
    const value = parse(text);
    if (this.#mode === "open") this.#mode = "documents";
    if (value === undefined) this.#refuseHeld(`it is no JSON: ${shown(text)}`);
    else {
      this.#items.push({ line: this.#heldFrom, isLine: false, value });
      this.#drop();
    }
  }

  #endHeld(): void {
    if (this.#mode === "events" || this.#isList()) {
      this.#items.push({ line: this.#heldFrom, isLine: false, value: this.#held.join("\n") });
      this.#drop();
    } else if (this.#held.slice(1).some((line) => line.startsWith("{") && parse(line) !== undefined)) this.#endBroken();
    else this.#refuseHeld("it is no JSON: it ends in the middle of an object");
  }

  /** Either an answer over several lines is broken, or the first line of JSON Lines was, and no such answer ever began. */
  #endBroken(): void {
    const lines = this.#held;
    const from = this.#heldFrom;
    const problem = `it is no JSON: ${shown(lines[0] ?? "")}`;
    if (this.#mode === "documents") {
      this.#refuseHeld(problem);
      this.#takeLine(lines.at(-1) ?? "", from + lines.length - 1);
      return;
    }
    this.#drop();
    this.#refuseLine(from, problem);
    for (const [at, line] of lines.slice(1).entries()) this.#takeLine(line, from + 1 + at);
  }

  #refuseLine(line: number, problem: string): void {
    if (this.#mode === "open") this.#mode = "lines";
    this.#items.push({ line, isLine: true, problem });
  }

  #refuseHeld(problem: string): void {
    this.#items.push({ line: this.#heldFrom, isLine: false, problem });
    this.#isLost = true;
    this.#drop();
  }

  #hold(line: string, from = this.#heldFrom): void {
    this.#heldFrom = from;
    this.#held.push(line);
    this.#heldChars += line.length + 1;
  }

  #drop(): void {
    this.#held = [];
    this.#heldChars = 0;
  }

  #isList(): boolean {
    return (this.#held[0] ?? "").trimStart().startsWith("[");
  }

  #tooLong(): string {
    return `it has more than ${this.#maxChars} characters, the most that one answer may have`;
  }
}

function isWholeObject(line: string): boolean {
  return line.startsWith("{") && isObject(parse(line));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  const whole = text.trim();
  return `it begins with ${JSON.stringify(whole.slice(0, 40))}${whole.length > 40 ? "…" : ""}`;
}
