// esbuild gathers the style sheets; TypeScript only needs to know that they may be imported.
declare module "*.css";
