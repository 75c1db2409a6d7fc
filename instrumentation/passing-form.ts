import { FormFields, PASSING_FORM, type PassingForm } from "./wire/form-fields.ts";

/** The same body, whose texts are seen as it is sent. `fetch` takes any async iterable of bytes. */
export function passingForm(body: AsyncIterable<unknown>): AsyncIterable<unknown> & PassingForm {
  const seen = new FormFields();
  let onEnd: ((fields: FormData) => void) | undefined;
  return {
    [PASSING_FORM]: (take) => {
      onEnd = take;
    },
    async *[Symbol.asyncIterator]() {
      for await (const chunk of body) {
        try {
          if (chunk instanceof Uint8Array) seen.feed(chunk);
        } catch {
          // What cannot be read is sent all the same.
        }
        yield chunk;
      }
      try {
        onEnd?.(seen.fields);
      } catch {
        // As above; the call stays without a model.
      }
    },
  };
}
