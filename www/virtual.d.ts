/** Made by scripts/explained.mjs from what the package explains. */
declare module "virtual:explained" {
  import type { Catalogue, Explanation } from "bandwidth-callbacks/explain";

  /** Explanations by the names that are not those of the catalogue: old types, the ends of fields, statuses. */
  export const others: Record<string, Explanation>;
  export const catalogue: Catalogue;
}

/** The package: see vite.config.js. */
declare module "virtual:recover" {
  export { recover } from "bandwidth-callbacks";
}
