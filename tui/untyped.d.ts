/** Packages of the terminal that bring no types of their own: what is used here, and nothing more. */
declare module 'drawille' {
  /** A grid of braille dots, two by four to a cell; sizes are in dots and rounded down to whole cells. */
  export default class Canvas {
    constructor(width: number, height: number)
    set(x: number, y: number): void
    frame(delimiter?: string): string
  }
}

declare module 'blessed/lib/unicode.js' {
  const unicode: { strWidth(text: string): number }
  export default unicode
}
