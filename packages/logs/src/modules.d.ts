declare module "*?worker" {
  /** A module with all that it imports, as one text. */
  const text: string;
  export default text;
}
