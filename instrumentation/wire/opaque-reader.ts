import type { AnswerReader, SeenFacts } from "./answer-reader.ts";

/** For an answer that is no text, or none that says what it cost: sound, subtitles. Nothing of it is kept. */
export class OpaqueReader implements AnswerReader {
  readonly isStream = false;
  readonly isComplete = false;
  readonly isUsageFinal = false;

  feed(): void {}

  feedBytes(): void {}

  facts(): SeenFacts {
    return { outputChars: 0, isOpaque: true };
  }
}
