import type { Way } from "./ways.ts";
import type { WaysCell } from "./ways-cell.ts";

const WITHOUT_STREAMS = [
  "embeddings",
  "moderations",
  "embed-content",
  "ai-gateway-embeddings",
  "cohere-embed",
  "rerank",
  "ocr",
];

interface Reason {
  holds(cell: WaysCell, way: Way): boolean;
  because: string;
}

/** The first that holds is the one. */
const REASONS: readonly Reason[] = [
  {
    holds: ({ shape }, { shapes }) => !shapes.includes(shape),
    because: "The package does not call this API.",
  },
  {
    holds: ({ shape, mode }) => mode === "streamed" && WITHOUT_STREAMS.includes(shape),
    because: "The API does not stream.",
  },
  {
    holds: ({ way, mode }) => way === "recordLlmCall()" && mode === "streamed",
    because: "A call recorded by hand is over: how its answer came makes no difference.",
  },
  {
    holds: ({ way, mode }) => way.endsWith("messages.stream()") && mode === "plain",
    because: "This method always streams.",
  },
  {
    holds: ({ way, shape, mode }) => way.startsWith("openai 4") && shape === "images" && mode === "streamed",
    because: "This version has no streams of images.",
  },
  {
    holds: ({ way, shape, mode }) =>
      way.startsWith("AI SDK") && /images|transcriptions|speech/.test(shape) && mode === "streamed",
    because: "The AI SDK does not stream images, transcriptions and speech.",
  },
];

/** Why no test fills a cell; undefined where nothing explains it, which is a gap to close. */
export function explainCell(cell: WaysCell, way: Way): string | undefined {
  return REASONS.find(({ holds }) => holds(cell, way))?.because;
}
