import type { Usage } from "../../instrumentation/llm-call.ts";
import { WAYS_ANSWERS_OF_OPENAI } from "./ways-answers-of-openai.ts";
import { WAYS_ANSWERS_OF_OTHERS } from "./ways-answers-of-others.ts";

/** What a provider answers to a call of one API shape, in each mode. */
export interface ShapeAnswer {
  /** As TOLLGATE_HOSTS names the server. */
  provider: string;
  model: string;
  /** JSON, or bytes of the type. */
  plain: unknown;
  plainType?: string;
  /** Absent where the API has no streams. Model and usage where another one streams. */
  streamed?: {
    contentType: string;
    chunks: readonly (string | Uint8Array)[];
    model?: string;
    usage?: Partial<Usage>;
  };
  failed: { status: number; body: unknown; errorType: string };
  /** Of a plain and of a streamed call. */
  usage: Partial<Usage>;
  /** Absent where answers have no id. */
  responseId?: string;
  /** @default /^priced$/ */
  costStatus?: RegExp;
  /** Where a call recorded by hand has no price, because answers say it themselves. */
  manualStatus?: RegExp;
  /** Why its calls are not metered yet. */
  pending?: string;
}

/** By the shape's name. */
export const SHAPE_ANSWERS: Readonly<Record<string, ShapeAnswer>> = {
  ...WAYS_ANSWERS_OF_OPENAI,
  ...WAYS_ANSWERS_OF_OTHERS,
};
