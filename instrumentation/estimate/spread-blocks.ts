/**
 * Keeps items of a sequence whose end is not known: all of them as long as they are few, and then whole blocks at even distances over all
 * the sequence, at least half of `maxBlocks`. Ends alone would not do: a text that begins in English and ends in Chinese was counted 60 %
 * too high by them.
 */
export class SpreadBlocks<Item> {
  readonly #maxBlocks: number;
  #blocks: Item[] = [];
  #stride = 1;
  #index = 0;
  /** The items of the block that has begun are wanted. */
  isKeeping = true;

  constructor(maxBlocks: number) {
    this.#maxBlocks = maxBlocks;
  }

  /** Ends the block that has begun. @param block makes it, where it is wanted */
  endBlock(block: () => Item): void {
    if (this.isKeeping) this.#blocks.push(block());
    this.#index += 1;
    if (this.#blocks.length > this.#maxBlocks) {
      this.#blocks = this.#blocks.filter((_, at) => at % 2 === 0);
      this.#stride *= 2;
    }
    this.isKeeping = this.#index % this.#stride === 0;
  }

  get blocks(): readonly Item[] {
    return this.#blocks;
  }
}
