export { iat } from "./implicit/iat/measure.ts";
