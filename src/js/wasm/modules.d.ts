declare module "*.wasm" {
  const text: string;
  export default text;
}
