/** Turns tokens into text one after another. A character whose bytes are spread over tokens comes out whole. */
export class TokenText {
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  /** Continuation bytes that the last character still waits for. */
  private missingCount = 0;

  constructor(private readonly bytesOf: (token: number) => Uint8Array) {}

  /** Whether the tokens so far end inside a character. */
  get hasPendingBytes(): boolean {
    return this.missingCount > 0;
  }

  /** The characters that this token completed. Bytes that can be no character become U+FFFD. */
  push(token: number): string {
    const bytes = this.bytesOf(token);
    if (bytes.length === 0) return '';
    for (const byte of bytes) this.missingCount = missingAfter(byte, this.missingCount);
    return this.decoder.decode(bytes, { stream: true });
  }

  /** The sequence has ended: an unfinished character becomes U+FFFD. */
  flush(): string {
    this.missingCount = 0;
    return this.decoder.decode();
  }
}

/** How many continuation bytes are missing after `byte`; a byte that does not fit starts anew. */
function missingAfter(byte: number, missingBefore: number): number {
  if ((byte & 0xc0) === 0x80) return Math.max(0, missingBefore - 1);
  if (byte >= 0xf0) return 3;
  if (byte >= 0xe0) return 2;
  return byte >= 0xc0 ? 1 : 0;
}
