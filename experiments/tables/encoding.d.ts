/** The two encoders that browsers and Node share; neither's types are loaded here. */
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  decode(bytes?: Uint8Array, options?: { readonly stream?: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
