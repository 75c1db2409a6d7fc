/** Of all copies of this package in a process: the one that wraps a form may be another than the one that meters it. */
export const PASSING_FORM = Symbol.for("tollgate.passing_form");

/** A form whose body is read as it is sent, because it can be had in no other way. */
export interface PassingForm {
  [PASSING_FORM](take: (fields: FormData) => void): void;
}

export function isPassingForm(body: unknown): body is PassingForm {
  return typeof body === "object" && body !== null && PASSING_FORM in body;
}

/** Of one field: model, format, prompt. A longer one is no such. */
const FIELD_BYTES = 8_192;
const MARK = Buffer.from('form-data; name="');
const FIELD = /^form-data; name="([^"\r\n]{1,64})"\r\n(?:[^\r\n]+\r\n)*\r\n([\s\S]*?)\r\n--/;

/** The texts of a form as its bytes pass; files are stepped over and nothing of them is kept. */
export class FormFields {
  // Named, or its declaration would name a package that apps do not have.
  readonly fields: FormData = new FormData();
  #rest: Buffer = Buffer.alloc(0);

  feed(chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#read(this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]));
  }

  #read(bytes: Buffer): void {
    let from = 0;
    for (let at = bytes.indexOf(MARK, from); at >= 0; at = bytes.indexOf(MARK, from)) {
      const part = bytes.subarray(at, at + FIELD_BYTES);
      const [, name, value] = FIELD.exec(part.toString()) ?? [];
      if (name !== undefined && value !== undefined) this.fields.set(name, value);
      // A field that goes on in the next piece; a file's name stands behind its own in the same line.
      else if (part.length < FIELD_BYTES && !isFile(part)) {
        this.#rest = Buffer.from(part);
        return;
      }
      from = at + MARK.length;
    }
    // A mark may be cut by the end.
    this.#rest = Buffer.from(bytes.subarray(Math.max(from, bytes.length - MARK.length)));
  }
}

function isFile(part: Buffer): boolean {
  return /^form-data; name="[^"]*"; filename/.test(part.subarray(0, 512).toString("latin1"));
}
