import { API_SHAPES } from "../../instrumentation/providers/api-shapes.ts";
import { explainCell } from "./explain-cell.ts";
import { WAYS, type Way } from "./ways.ts";
import type { WaysCell } from "./ways-cell.ts";

/** A cell whose test has run: passed, or skipped for a reason. */
export interface TestedCell extends WaysCell {
  pending?: string;
}

const MODES = ["plain", "streamed", "failed"] as const;

/**
 * The table of API shapes × ways × modes.
 *
 * @throws {Error} For a cell that is empty without a reason, and for a test of an unknown way or shape.
 */
export function renderMatrix(tested: readonly TestedCell[], versions: Readonly<Record<string, string>>): string {
  const shapes = API_SHAPES.map(({ shape }) => shape.name);
  const stray = tested.find(({ way, shape }) => !WAYS.some(({ name }) => name === way) || !shapes.includes(shape));
  if (stray !== undefined)
    throw new Error(`Cannot place "${stray.shape}" by "${stray.way}": docs/metering/ways.ts has no such way or shape`);
  const notes = new Notes();
  const markOf = (cell: WaysCell, way: Way): string => {
    const test = tested.find((one) => one.way === cell.way && one.shape === cell.shape && one.mode === cell.mode);
    if (test !== undefined && test.pending === undefined) return "✓";
    const because = test?.pending === undefined ? explainCell(cell, way) : `Not metered yet: ${test.pending}.`;
    if (because !== undefined) return notes.letter(because);
    throw new Error(
      `Cannot leave "${cell.shape}" ${cell.mode} by "${cell.way}" empty: no test ran and nothing explains it`,
    );
  };
  const rows = shapes.map((shape) => {
    const cells = WAYS.map((way) => {
      const marks = MODES.map((mode) => markOf({ way: way.name, shape, mode }, way));
      return new Set(marks).size === 1 && marks[0] !== "✓" ? marks[0] : marks.join(" ");
    });
    return `| \`${shape}\` | ${cells.join(" | ")} |`;
  });
  const heads = WAYS.map(({ name, packages: [first] }) =>
    first === undefined ? name : `${name} (${versions[first]})`,
  );
  return `| API | ${heads.join(" | ")} |
|---|${WAYS.map(() => ":-:|").join("")}
${rows.join("\n")}

${notes.render()}
`;
}

/** Letters for what is said below a table, in the order of their use. */
class Notes {
  readonly #texts: string[] = [];

  letter(text: string): string {
    if (!this.#texts.includes(text)) this.#texts.push(text);
    return String.fromCharCode(97 + this.#texts.indexOf(text));
  }

  render(): string {
    return this.#texts.map((text) => `- **${this.letter(text)}** ${text}`).join("\n");
  }
}
