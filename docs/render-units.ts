import { COUNTED_UNITS, TOKEN_UNIT_FALLBACK, TOKEN_UNITS, type Unit } from "../instrumentation/pricing/units.ts";

const MEANINGS: Readonly<Record<Unit, string>> = {
  input: "text that was neither read from nor written to a cache",
  cacheRead: "text read from a cache",
  cacheWrite5m: "written to a cache for five minutes, or for as long as the provider keeps it",
  cacheWrite1h: "written to a cache for an hour",
  output: "text without reasoning",
  reasoning: "reasoning, thoughts",
  inputAudio: "audio in",
  cacheReadAudio: "audio read from a cache",
  outputAudio: "audio out",
  inputImage: "images in",
  cacheReadImage: "images read from a cache",
  outputImage: "images out",
  inputVideo: "video in",
  cacheReadVideo: "video read from a cache",
  outputVideo: "video out",
  request:
    "the fee for a call; one where the price row has it and the answer counts none; `request/high` by size of search",
  webSearch: "one search of the web",
  fileSearch: "one search of stored files",
  socialSearch: "one search of X",
  rerankSearch: "one search unit of a reranker: a query with up to 100 documents",
  citationToken: "one token of cited sources, which is in neither total",
  image: "one generated image; `image/1024x1024/hd` by size and quality",
  audioSecond: "one second of audio; may have decimals",
  videoSecond: "one second of video; may have decimals; `videoSecond/720p` by size",
  character: "one character",
  page: "one page of a document",
  annotatedPage: "one page with annotations",
  message: "one message",
  codeSession: "one container of a code interpreter for one session",
  storageGbDay: "one GB stored for one day; may have decimals",
};

/** The tables of what a bill counts. */
export function renderUnits(): string {
  const tokens = TOKEN_UNITS.map((unit) => {
    const fallback = TOKEN_UNIT_FALLBACK[unit];
    return `| \`${unit}\` | ${MEANINGS[unit]} | ${fallback === undefined ? "none: unpriced" : `\`${fallback}\``} |`;
  });
  const counted = COUNTED_UNITS.map((unit) => `| \`${unit}\` | ${MEANINGS[unit]} |`);
  return `| token unit | what | price where a row has none |
|---|---|---|
${tokens.join("\n")}

| counted unit | what |
|---|---|
${counted.join("\n")}
`;
}
