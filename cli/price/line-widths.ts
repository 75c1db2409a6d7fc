/** Columns of the table of several answers; with two spaces between them 80. */
export const LINE_WIDTHS = { number: 6, model: 26, tokens: 10, cost: 20, all: 80 };
